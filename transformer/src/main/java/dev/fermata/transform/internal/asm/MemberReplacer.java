package dev.fermata.transform.internal.asm;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** Passes a class on with some methods replaced, and with more members and an attribute at its end. */
public final class MemberReplacer extends ClassVisitor {

    private final Map<String, List<MethodNode>> replacements;
    private final Additions additions;
    private final Attribute attribute;

    /**
     * Members that are new.
     *
     * @param fields the fields
     * @param methods the methods
     */
    public record Additions(List<FieldNode> fields, List<MethodNode> methods) {}

    /**
     * Makes a replacer in front of {@code next}.
     *
     * @param replacements what takes the place of a method, by its name and descriptor in one string
     */
    public MemberReplacer(
            ClassVisitor next, Map<String, List<MethodNode>> replacements, Additions additions, Attribute attribute) {
        super(Opcodes.ASM9, next);
        this.replacements = replacements;
        this.additions = additions;
        this.attribute = attribute;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        List<MethodNode> replacement = replacements.get(name + descriptor);
        if (replacement == null) {
            return super.visitMethod(access, name, descriptor, signature, exceptions);
        }
        replacement.forEach(method -> method.accept(cv));
        return null;
    }

    @Override
    public void visitEnd() {
        additions.fields.forEach(field -> field.accept(cv));
        additions.methods.forEach(method -> method.accept(cv));
        cv.visitAttribute(attribute);
        super.visitEnd();
    }
}
