package dev.fermata.transform.internal.scan;

import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.DiagnosticCode;
import dev.fermata.transform.SourceLocation;
import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds the asynchronous methods of a class, and everything that a user has put where it cannot work. Looks at names,
 * flags and instructions one by one; what depends on the flow of control is found by the analysis.
 */
public final class UsageChecker {

    private static final String RETURN_TYPES = "Coroutine, CompletableFuture, CompletionStage or Task";
    private static final String GENERATOR_TYPES = "Generator or AsyncStream";

    private final ClassNode owner;
    private final List<AsyncMethod> asyncMethods = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private UsageChecker(ClassNode owner) {
        this.owner = owner;
    }

    /**
     * What the check found.
     *
     * @param asyncMethods the methods to transform, in the order of the class
     * @param diagnostics the problems, in the order of the class
     */
    public record Findings(List<AsyncMethod> asyncMethods, List<Diagnostic> diagnostics) {}

    /** Checks {@code owner}. */
    public static Findings check(ClassNode owner) {
        UsageChecker checker = new UsageChecker(owner);
        owner.methods.forEach(checker::checkMethod);
        return new Findings(List.copyOf(checker.asyncMethods), List.copyOf(checker.diagnostics));
    }

    /** The place of {@code insn}, or of the first line of {@code method} if {@code insn} is null. */
    public static SourceLocation locate(ClassNode owner, MethodNode method, @Nullable AbstractInsnNode insn) {
        int line = insn != null ? Lines.of(insn) : Lines.first(method);
        return new SourceLocation(owner.name.replace('/', '.'), method.name, owner.sourceFile, line);
    }

    private void checkMethod(MethodNode method) {
        checkMethodReferences(method);
        List<AbstractInsnNode> suspensions = suspensionsIn(method);
        if (isAnnotated(method)) {
            checkAnnotated(method, suspensions);
        } else if (!suspensions.isEmpty()) {
            checkUnannotated(method, suspensions);
        }
    }

    /** Bridge methods carry a copy of the annotation (JDK-6695379); what they bridge to is the real method. */
    private static boolean isAnnotated(MethodNode method) {
        if (method.visibleAnnotations == null || has(method, Opcodes.ACC_BRIDGE)) {
            return false;
        }
        for (AnnotationNode annotation : method.visibleAnnotations) {
            if (annotation.desc.equals(RuntimeNames.ASYNC_DESCRIPTOR)) {
                return true;
            }
        }
        return false;
    }

    private void checkAnnotated(MethodNode method, List<AbstractInsnNode> suspensions) {
        Optional<AsyncKind> kind = AsyncKind.ofDescriptor(method.desc);
        if (has(method, Opcodes.ACC_NATIVE)) {
            report(
                    DiagnosticCode.ASYNC_NATIVE,
                    method,
                    null,
                    "native method " + method.name + " cannot be @Async; wrap it in a Java method");
        }
        if (has(method, Opcodes.ACC_SYNCHRONIZED)) {
            report(
                    DiagnosticCode.ASYNC_SYNCHRONIZED,
                    method,
                    null,
                    "synchronized method " + method.name
                            + " cannot be @Async, its monitor would be held while suspended;"
                            + " use AsyncLock, or synchronize a part without awaits");
        }
        if (kind.isEmpty()) {
            report(
                    DiagnosticCode.ASYNC_RETURN_TYPE,
                    method,
                    null,
                    "@Async method " + method.name + " has a return type that cannot be asynchronous; return "
                            + RETURN_TYPES + ", or " + GENERATOR_TYPES);
        } else if (!has(method, Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) {
            accept(method, kind.get(), suspensions);
        }
    }

    private void accept(MethodNode method, AsyncKind kind, List<AbstractInsnNode> suspensions) {
        AsyncMethod async = AsyncMethod.of(owner, method, kind, asyncMethods.size());
        asyncMethods.add(async);
        if (!async.hasRoomFor(1)) {
            report(
                    DiagnosticCode.TOO_MANY_PARAMETERS,
                    method,
                    null,
                    "the parameters of method " + method.name + " take " + async.parameterSlots()
                            + " slots (this one, long and double two), and an @Async method may have one less than a class"
                            + " file allows; put several parameters into a record");
        }
        for (AbstractInsnNode suspension : suspensions) {
            if (AwaitCall.isYield(suspension) && !kind.mayYield()) {
                reportYield(method, suspension);
            } else if (!AwaitCall.isYield(suspension) && !kind.mayAwait()) {
                report(
                        DiagnosticCode.AWAIT_IN_GENERATOR,
                        method,
                        suspension,
                        "await in generator " + method.name + ", which runs without an event loop; return AsyncStream");
            }
        }
    }

    private void reportYield(MethodNode method, AbstractInsnNode yield) {
        report(
                DiagnosticCode.YIELD_OUTSIDE_GENERATOR,
                method,
                yield,
                "yield in method " + method.name + ", which is no generator; annotate it with @Async and let it return "
                        + GENERATOR_TYPES);
    }

    private void checkUnannotated(MethodNode method, List<AbstractInsnNode> suspensions) {
        Optional<AsyncKind> kind = AsyncKind.ofDescriptor(method.desc);
        if (isLambdaBody(method) && kind.isPresent()) {
            accept(method, kind.get(), suspensions);
            return;
        }
        for (AbstractInsnNode await : suspensions) {
            if (AwaitCall.isYield(await)) {
                reportYield(method, await);
            } else if (method.name.equals("<init>")) {
                report(
                        DiagnosticCode.AWAIT_IN_CONSTRUCTOR,
                        method,
                        await,
                        "await in a constructor or instance initialiser; move it to an @Async factory method");
            } else if (method.name.equals("<clinit>")) {
                report(
                        DiagnosticCode.AWAIT_IN_STATIC_INITIALIZER,
                        method,
                        await,
                        "await in a static initialiser; move it to an @Async method that is called later");
            } else if (isLambdaBody(method)) {
                report(
                        DiagnosticCode.AWAIT_IN_LAMBDA,
                        method,
                        await,
                        "await in a lambda that returns nothing asynchronous; let its type return " + RETURN_TYPES);
            } else {
                report(
                        DiagnosticCode.AWAIT_OUTSIDE_ASYNC,
                        method,
                        await,
                        "await in method " + method.name + ", which is not @Async; annotate it and let it return "
                                + RETURN_TYPES);
            }
        }
    }

    private void checkMethodReferences(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof InvokeDynamicInsnNode dynamic) {
                for (Object argument : dynamic.bsmArgs) {
                    if (argument instanceof Handle handle && isSuspending(handle)) {
                        report(
                                DiagnosticCode.AWAIT_METHOD_REFERENCE,
                                method,
                                insn,
                                handle.getOwner().substring(handle.getOwner().lastIndexOf('/') + 1) + "::"
                                        + handle.getName()
                                        + " as a method reference would run outside any @Async method;"
                                        + " call it in the method itself, for instance in a loop");
                    }
                }
            }
        }
    }

    private static boolean isSuspending(Handle handle) {
        return handle.getOwner().equals(RuntimeNames.AWAIT) || handle.getOwner().equals(RuntimeNames.YIELD);
    }

    /** javac calls them {@code lambda$method$0}, ECJ {@code lambda$0}. */
    private static boolean isLambdaBody(MethodNode method) {
        return has(method, Opcodes.ACC_SYNTHETIC) && method.name.startsWith("lambda$");
    }

    private static List<AbstractInsnNode> suspensionsIn(MethodNode method) {
        List<AbstractInsnNode> suspensions = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (AwaitCall.is(insn) || AwaitCall.isEach(insn) || AwaitCall.isYield(insn)) {
                suspensions.add(insn);
            }
        }
        return suspensions;
    }

    private void report(DiagnosticCode code, MethodNode method, @Nullable AbstractInsnNode insn, String message) {
        diagnostics.add(new Diagnostic(code, locate(owner, method, insn), message));
    }

    private static boolean has(MethodNode method, int anyOfFlags) {
        return (method.access & anyOfFlags) != 0;
    }
}
