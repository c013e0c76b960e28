package dev.fermata.transform.internal;

import dev.fermata.transform.ClassSource;
import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.DiagnosticCode;
import dev.fermata.transform.SourceLocation;
import dev.fermata.transform.TransformResult;
import dev.fermata.transform.internal.emit.BodyCalls;
import dev.fermata.transform.internal.scan.AsyncMethod;
import dev.fermata.transform.internal.scan.ClassAccess;
import dev.fermata.transform.internal.scan.ClassVersion;
import dev.fermata.transform.internal.scan.ConstantPoolScan;
import dev.fermata.transform.internal.scan.DirectCalls;
import dev.fermata.transform.internal.scan.DroppedCoroutines;
import dev.fermata.transform.internal.scan.TransformedMarker;
import dev.fermata.transform.internal.scan.TwinLookup;
import dev.fermata.transform.internal.scan.UsageChecker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.tree.ClassNode;

/** The way of one class file through the stages. */
public final class ClassPipeline {

    private ClassPipeline() {}

    /**
     * Transforms a class file in which {@code mention} was found; never throws because of its contents. To link this class
     * takes ASM; so those files in which nothing is found are not to come here.
     */
    public static TransformResult run(byte[] classFile, ConstantPoolScan.Mention mention, ClassSource others) {
        Optional<Diagnostic> unreadable = ClassVersion.check(classFile);
        if (unreadable.isPresent()) {
            return mention == ConstantPoolScan.Mention.ASYNC
                    ? rejected(unreadable.get())
                    : new TransformResult.Unchanged();
        }
        ClassNode node = new ClassNode();
        try {
            new ClassReader(classFile).accept(node, ClassReader.EXPAND_FRAMES);
        } catch (RuntimeException damage) {
            return rejected(new Diagnostic(
                    DiagnosticCode.BROKEN_CLASS_FILE,
                    ClassVersion.location(node.name),
                    "the class file is damaged (" + damage + "); compile it again"));
        }
        return TransformedMarker.isOn(node) ? new TransformResult.Unchanged() : transform(classFile, node, others);
    }

    private static TransformResult transform(byte[] classFile, ClassNode node, ClassSource others) {
        UsageChecker.Findings findings = UsageChecker.check(node);
        List<Diagnostic> errors = new ArrayList<>(findings.diagnostics());
        List<Diagnostic> warnings = new ArrayList<>();
        List<MethodPipeline.Transformed> transformed = new ArrayList<>();
        @Nullable AsyncMethod current = null;
        try {
            warnings.addAll(DroppedCoroutines.in(node));
            TwinLookup twins = new TwinLookup(others, node);
            ClassAccess access = new ClassAccess(others, node);
            List<MethodPipeline> pipelines = new ArrayList<>();
            for (AsyncMethod method : findings.asyncMethods()) {
                current = method;
                MethodPipeline pipeline = MethodPipeline.begin(method, twins);
                pipelines.add(pipeline);
                errors.addAll(pipeline.check(node));
                warnings.addAll(pipeline.warnings(node));
            }
            if (!errors.isEmpty()) {
                return new TransformResult.Rejected(byLine(errors), byLine(warnings));
            }
            if (findings.asyncMethods().isEmpty()) {
                return new TransformResult.Unchanged(byLine(warnings));
            }
            DirectCalls calls = DirectCalls.among(findings.asyncMethods(), node);
            pipelines.forEach(pipeline -> pipeline.callDirectly(calls));
            List<MethodPipeline.Planned> planned = new ArrayList<>();
            for (MethodPipeline pipeline : pipelines) {
                current = pipeline.method();
                planned.add(pipeline.plan(access, calls));
            }
            BodyCalls bodies = new BodyCalls(
                    calls, planned.stream().map(MethodPipeline.Planned::plan).toList());
            for (MethodPipeline.Planned method : planned) {
                current = method.plan().method();
                transformed.add(method.emit(bodies));
            }
            byte[] written = ClassWriting.write(node, classFile, transformed);
            warnings.addAll(JitLimit.warnings(node, transformed, classFile, written));
            return new TransformResult.Transformed(
                    written,
                    transformed.stream().map(method -> method.plan().toString()).toList(),
                    byLine(warnings));
        } catch (MethodTooLargeException tooLarge) {
            return new TransformResult.Rejected(
                    byLine(ClassWriting.tooLarge(node, classFile, transformed)), byLine(warnings));
        } catch (RuntimeException fault) {
            return rejected(internalError(node, current, fault));
        }
    }

    /** In the order of the source; each once, as compilers copy a {@code finally} to every way out of its {@code try}. */
    private static List<Diagnostic> byLine(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .distinct()
                .sorted(Comparator.comparingInt(
                        diagnostic -> diagnostic.location().line()))
                .toList();
    }

    private static Diagnostic internalError(ClassNode node, @Nullable AsyncMethod method, RuntimeException fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        return new Diagnostic(
                DiagnosticCode.INTERNAL_ERROR,
                method == null
                        ? SourceLocation.ofClass(node.name.replace('/', '.'), node.sourceFile)
                        : UsageChecker.locate(node, method.node(), null),
                "a fault of Fermata's transformer in " + (method == null ? node.name : method)
                        + ", class file version " + (node.version & 0xFFFF) + ": " + fault
                        + (trace.length > 0 ? " at " + trace[0] : "")
                        + "; please report it with the class file");
    }

    private static TransformResult rejected(Diagnostic diagnostic) {
        return new TransformResult.Rejected(List.of(diagnostic));
    }
}
