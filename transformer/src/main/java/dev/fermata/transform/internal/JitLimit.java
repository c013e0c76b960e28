package dev.fermata.transform.internal;

import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.DiagnosticCode;
import dev.fermata.transform.internal.asm.CodeSizes;
import dev.fermata.transform.internal.scan.UsageChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds the methods that only the transformation made too large for the JIT compiler. HotSpot leaves methods of more than
 * {@code HugeMethodLimit} bytes to the interpreter, unless it runs with {@code -XX:-DontCompileHugeMethods}.
 */
final class JitLimit {

    private static final int HUGE_METHOD_LIMIT = 8_000;

    private JitLimit() {}

    /** Compares the sizes in the class file {@code before} with those in the one {@code after} the transformation. */
    static List<Diagnostic> warnings(
            ClassNode owner, List<MethodPipeline.Transformed> transformed, byte[] before, byte[] after) {
        Map<String, Integer> sizesBefore = CodeSizes.of(before);
        Map<String, Integer> sizesAfter = CodeSizes.of(after);
        List<Diagnostic> warnings = new ArrayList<>();
        for (MethodPipeline.Transformed method : transformed) {
            MethodNode original = method.plan().method().node();
            int size = size(original, sizesBefore);
            int largest = method.replacements().stream()
                    .mapToInt(replacement -> size(replacement, sizesAfter))
                    .max()
                    .orElse(0);
            if (size <= HUGE_METHOD_LIMIT && largest > HUGE_METHOD_LIMIT) {
                warnings.add(new Diagnostic(
                        DiagnosticCode.METHOD_ABOVE_JIT_LIMIT,
                        UsageChecker.locate(owner, original, null),
                        "method " + original.name + " has grown from " + size + " to " + largest
                                + " bytes, and HotSpot only interprets methods of more than " + HUGE_METHOD_LIMIT
                                + "; split it into several @Async methods"));
            }
        }
        return warnings;
    }

    private static int size(MethodNode method, Map<String, Integer> sizes) {
        return sizes.getOrDefault(method.name + method.desc, 0);
    }
}
