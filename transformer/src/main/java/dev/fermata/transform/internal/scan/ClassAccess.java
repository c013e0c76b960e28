package dev.fermata.transform.internal.scan;

import dev.fermata.transform.ClassSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/**
 * Which types the instructions of a class may name. A value can have a type that they may not: {@code var} takes whatever
 * a method of another package returns, and the verifier (JVMS 4.10.1.2) asks for no access where resolution (JVMS 5.4.4)
 * does.
 *
 * <p>What counts are the flags of the class file itself: there a protected nested class is public and a private one is
 * not. Class files are read through a {@link ClassSource}, each once; those of the JDK from the one that this runs on. A
 * class that is not found is taken for accessible. For the thread that transforms one class.
 */
public final class ClassAccess {

    private final ClassSource source;
    private final String ownPackage;
    private final Map<String, Verdict> verdicts = new HashMap<>();

    /** What an instruction that names a type meets. */
    public enum Verdict {
        /** The type can be named. */
        ACCESSIBLE,
        /** A class, or an array of one, that must not be named. */
        HIDDEN_CLASS,
        /** An interface, or an array of one, that must not be named. */
        HIDDEN_INTERFACE
    }

    /** Looks for classes in {@code source}; {@code self} is the class that is being transformed. */
    public ClassAccess(ClassSource source, ClassNode self) {
        this.source = source;
        ownPackage = packageOf(self.name);
    }

    /** Judges a type, given by the internal name of its class or by the descriptor of an array. */
    public Verdict of(String type) {
        Type element = Type.getObjectType(type);
        while (element.getSort() == Type.ARRAY) {
            element = element.getElementType();
        }
        return element.getSort() == Type.OBJECT
                ? verdicts.computeIfAbsent(element.getInternalName(), this::ofClass)
                : Verdict.ACCESSIBLE;
    }

    private Verdict ofClass(String name) {
        byte[] file = packageOf(name).equals(ownPackage) ? null : find(name);
        if (file == null) {
            return Verdict.ACCESSIBLE;
        }
        int access;
        try {
            access = new ClassReader(file).getAccess();
        } catch (RuntimeException damaged) {
            return Verdict.ACCESSIBLE;
        }
        if ((access & Opcodes.ACC_PUBLIC) != 0) {
            return Verdict.ACCESSIBLE;
        }
        return (access & Opcodes.ACC_INTERFACE) != 0 ? Verdict.HIDDEN_INTERFACE : Verdict.HIDDEN_CLASS;
    }

    private byte @Nullable [] find(String name) {
        byte[] known = name.startsWith("java/") ? null : source.find(name);
        return known != null ? known : ofJdk(name);
    }

    private static byte @Nullable [] ofJdk(String name) {
        try (InputStream file = ClassLoader.getPlatformClassLoader().getResourceAsStream(name + ".class")) {
            return file == null ? null : file.readAllBytes();
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static String packageOf(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }
}
