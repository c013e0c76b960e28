package dev.fermata.transform.internal;

import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.DiagnosticCode;
import dev.fermata.transform.SourceLocation;
import dev.fermata.transform.internal.MethodPipeline.Transformed;
import dev.fermata.transform.internal.asm.MemberReplacer;
import dev.fermata.transform.internal.emit.MethodEmitter;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.scan.TransformedMarker;
import dev.fermata.transform.internal.scan.UsageChecker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Puts a class file together again out of the original and the transformed methods. */
final class ClassWriting {

    private static final int MAX_METHOD_SIZE = 65_535;

    private ClassWriting() {}

    /** The new class file; fails with the first method that is too large for one. */
    static byte[] write(ClassNode node, byte[] classFile, List<Transformed> transformed) {
        Map<String, List<MethodNode>> replacements = new HashMap<>();
        for (Transformed method : transformed) {
            MethodNode original = method.plan().method().node();
            replacements.put(original.name + original.desc, method.replacements());
        }
        List<StateMachinePlan> plans =
                transformed.stream().map(Transformed::plan).toList();
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        writer.setComputeLimits(Integer.MAX_VALUE, Long.MAX_VALUE); // the input was compiled by somebody who trusts it
        reader.accept(
                new MemberReplacer(
                        writer,
                        replacements,
                        MethodEmitter.emitClassEntry(plans, node.sourceFile),
                        new TransformedMarker()),
                ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    /** All the methods that are too large: each is taken out before the class is written again. */
    static List<Diagnostic> tooLarge(ClassNode node, byte[] classFile, List<Transformed> transformed) {
        List<Diagnostic> errors = new ArrayList<>();
        List<Transformed> rest = new ArrayList<>(transformed);
        while (!rest.isEmpty()) {
            try {
                write(node, classFile, rest);
                return errors;
            } catch (MethodTooLargeException tooLarge) {
                Optional<Transformed> guilty = rest.stream()
                        .filter(method -> method.replacements().stream()
                                .anyMatch(replacement -> replacement.name.equals(tooLarge.getMethodName())
                                        && replacement.desc.equals(tooLarge.getDescriptor())))
                        .findFirst();
                errors.add(guilty.map(method -> tooLarge(node, method, tooLarge.getCodeSize()))
                        .orElseGet(() -> tooMany(node, transformed.size())));
                if (guilty.isEmpty()) {
                    return errors;
                }
                rest.remove(guilty.get());
            }
        }
        return errors;
    }

    private static Diagnostic tooLarge(ClassNode node, Transformed transformed, int size) {
        MethodNode method = transformed.plan().method().node();
        return new Diagnostic(
                DiagnosticCode.METHOD_TOO_LARGE,
                UsageChecker.locate(node, method, null),
                "method " + method.name + " would take " + size + " bytes after the transformation, "
                        + (size - MAX_METHOD_SIZE)
                        + " more than a class file allows; split it into several @Async methods");
    }

    /** The switch over all bodies of a class is a method, too. */
    private static Diagnostic tooMany(ClassNode node, int methods) {
        return new Diagnostic(
                DiagnosticCode.METHOD_TOO_LARGE,
                SourceLocation.ofClass(node.name.replace('/', '.'), node.sourceFile),
                "the class has " + methods + " @Async methods, more than can be resumed through one method of a class"
                        + " file; split it into several classes");
    }
}
