package dev.fermata.transform.internal.normalize;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.analysis.ControlFlow;
import dev.fermata.transform.internal.analysis.MonitorRegions;
import dev.fermata.transform.internal.analysis.TypedFrames;
import dev.fermata.transform.internal.analysis.ValueOrigins;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.FrameNodes;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.asm.VerificationType;
import dev.fermata.transform.internal.scan.AwaitCall;
import dev.fermata.transform.internal.scan.TwinLookup;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Replaces calls of methods that have an awaitable twin by awaits of the twin.
 *
 * <pre>
 *   resource.close()      Await.on(resource.closeAsync())
 *   iterator.hasNext()    (boolean) Await.on(Hooks.hasNext(iterator))
 * </pre>
 *
 * <p>The second line is for what {@code for (… : Await.each(stream))} becomes: javac calls the iterator a
 * {@code java.util.Iterator} whatever it is, so that it matters where the iterator comes from. Where nothing but the object
 * itself can tell, it is asked at run time: a resource that is declared as {@code AutoCloseable}, or as a class that is not
 * found, unless a monitor is held.
 */
public final class AwaitTwins {

    private static final String AUTO_CLOSEABLE = "java/lang/AutoCloseable";
    private static final Set<String> CLOSEABLE = Set.of(AUTO_CLOSEABLE, "java/io/Closeable");

    private final String owner;

    private final MethodNode method;
    private final TwinLookup twins;
    private final MonitorRegions monitors;
    private final Set<MethodInsnNode> iterationsOverStreams;

    private AwaitTwins(String owner, MethodNode method, TwinLookup twins) {
        this.owner = owner;
        this.method = method;
        this.twins = twins;
        monitors = MonitorRegions.of(ControlFlow.of(method));
        iterationsOverStreams = iterationsOverStreams(owner, method);
    }

    /** Rewrites {@code method}, a method of class {@code owner}, in place. */
    public static void in(String owner, MethodNode method, TwinLookup twins) {
        new AwaitTwins(owner, method, twins).rewrite();
    }

    private void rewrite() {
        Map<MethodInsnNode, Code> replacements = new LinkedHashMap<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof MethodInsnNode call && !call.name.equals("<init>")) {
                replacement(call).ifPresent(code -> replacements.put(call, code));
            }
        }
        replacements.forEach((call, code) -> {
            method.instructions.insert(call, code.toInsnList());
            method.instructions.remove(call);
        });
    }

    private Optional<Code> replacement(MethodInsnNode call) {
        Code code = new Code();
        if (iterationsOverStreams.contains(call)) {
            code.callStatic(RuntimeNames.HOOKS, RuntimeNames.HOOKS_HAS_NEXT, RuntimeNames.HOOKS_HAS_NEXT_DESCRIPTOR);
            return Optional.of(awaited(code, RuntimeNames.AWAITABLE, Type.BOOLEAN_TYPE));
        }
        if (CLOSEABLE.contains(call.owner) && is(call, call.owner, "close", "()V") && !monitors.isHeldAt(call)) {
            code.callStatic(RuntimeNames.HOOKS, RuntimeNames.HOOKS_CLOSE, RuntimeNames.HOOKS_CLOSE_DESCRIPTOR);
            return Optional.of(awaited(code, RuntimeNames.AWAITABLE, Type.VOID_TYPE));
        }
        Optional<TwinLookup.Twin> found = twins.twinOf(call);
        if (found.isPresent()) {
            TwinLookup.Twin twin = found.get();
            String type = Type.getReturnType(twin.descriptor()).getInternalName();
            code.add(new MethodInsnNode(call.getOpcode(), call.owner, twin.name(), twin.descriptor(), call.itf));
            return Optional.of(awaited(code, awaitedType(type), Type.getReturnType(call.desc)));
        }
        return isCloseOfUnknown(call) ? closeOfUnknown(call) : Optional.empty();
    }

    private boolean isCloseOfUnknown(MethodInsnNode call) {
        return (call.getOpcode() == Opcodes.INVOKEVIRTUAL || call.getOpcode() == Opcodes.INVOKEINTERFACE)
                && is(call, call.owner, "close", "()V")
                && !monitors.isHeldAt(call)
                && twins.isUnknown(call.owner);
    }

    /**
     * Asks a resource of a class that is not found, which need not be an {@code AutoCloseable}.
     *
     * <pre>
     *   if (!(resource instanceof AsyncCloseable)) goto plain
     *   Await.on(Hooks.close((AutoCloseable) resource)); goto closed
     *  plain:
     *   resource.close()
     *  closed:
     * </pre>
     */
    private Optional<Code> closeOfUnknown(MethodInsnNode call) {
        TypeState before = TypedFrames.of(owner, method, call::equals).before(call);
        if (before == null
                || Stream.concat(before.locals().stream(), before.stack().stream())
                        .anyMatch(VerificationType::isUninitialized)) {
            return Optional.empty();
        }
        LabelNode plain = new LabelNode();
        LabelNode closed = new LabelNode();
        Code code = new Code()
                .op(Opcodes.DUP)
                .isInstance(RuntimeNames.ASYNC_CLOSEABLE)
                .jump(Opcodes.IFEQ, plain)
                .cast(AUTO_CLOSEABLE)
                .callStatic(RuntimeNames.HOOKS, RuntimeNames.HOOKS_CLOSE, RuntimeNames.HOOKS_CLOSE_DESCRIPTOR);
        awaited(code, RuntimeNames.AWAITABLE, Type.VOID_TYPE)
                .jump(closed)
                .at(plain, before)
                .add(new MethodInsnNode(call.getOpcode(), call.owner, call.name, call.desc, call.itf))
                .at(closed, before.withoutTop());
        return Optional.of(FrameNodes.follows(call) ? code.op(Opcodes.NOP) : code);
    }

    /** The calls of {@code Iterator.hasNext()} whose iterator may come from {@code Await.each}. */
    private static Set<MethodInsnNode> iterationsOverStreams(String owner, MethodNode method) {
        if (StreamSupport.stream(method.instructions.spliterator(), false).noneMatch(AwaitCall::isEach)) {
            return Set.of();
        }
        ValueOrigins origins = ValueOrigins.of(owner, method);
        Set<MethodInsnNode> calls = new HashSet<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof MethodInsnNode call
                    && is(call, "java/util/Iterator", "hasNext", "()Z")
                    && origins.ofReceiver(call).stream().anyMatch(origin -> isIteratorOfStream(origin, origins))) {
                calls.add(call);
            }
        }
        return calls;
    }

    private static boolean isIteratorOfStream(AbstractInsnNode origin, ValueOrigins origins) {
        return origin instanceof MethodInsnNode call
                && call.name.equals("iterator")
                && origins.ofReceiver(call).stream().anyMatch(AwaitCall::isEach);
    }

    private static boolean is(MethodInsnNode call, String owner, String name, String descriptor) {
        return call.owner.equals(owner) && call.name.equals(name) && call.desc.equals(descriptor);
    }

    private static String awaitedType(String type) {
        return type.equals(RuntimeNames.COMPLETABLE_FUTURE) || type.equals(RuntimeNames.COMPLETION_STAGE)
                ? RuntimeNames.COMPLETION_STAGE
                : RuntimeNames.AWAITABLE;
    }

    private static Code awaited(Code code, String awaitedType, Type result) {
        Awaits.add(code, awaitedType);
        return result.getSort() == Type.VOID ? code.op(Opcodes.POP) : code.unbox(result);
    }
}
