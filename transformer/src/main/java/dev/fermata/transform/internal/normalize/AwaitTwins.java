package dev.fermata.transform.internal.normalize;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.scan.AwaitCall;
import dev.fermata.transform.internal.scan.TwinLookup;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
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
 * {@code java.util.Iterator} whatever it is, so in a method with {@code Await.each} it is asked at run time. So is a
 * resource that is declared as {@code AutoCloseable}.
 */
public final class AwaitTwins {

    private static final Set<String> CLOSEABLE = Set.of("java/lang/AutoCloseable", "java/io/Closeable");

    private AwaitTwins() {}

    /** Rewrites {@code method} in place. */
    public static void in(MethodNode method, TwinLookup twins) {
        boolean iteratesStreams =
                StreamSupport.stream(method.instructions.spliterator(), false).anyMatch(AwaitCall::isEach);
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn.getOpcode() == Opcodes.INVOKEVIRTUAL || insn.getOpcode() == Opcodes.INVOKEINTERFACE) {
                MethodInsnNode call = (MethodInsnNode) insn;
                replacement(call, twins, iteratesStreams).ifPresent(code -> {
                    method.instructions.insert(call, code.toInsnList());
                    method.instructions.remove(call);
                });
            }
        }
    }

    private static Optional<Code> replacement(MethodInsnNode call, TwinLookup twins, boolean iteratesStreams) {
        Code code = new Code();
        if (is(call, "java/util/Iterator", "hasNext", "()Z")) {
            if (!iteratesStreams) {
                return Optional.empty();
            }
            code.callStatic(RuntimeNames.HOOKS, RuntimeNames.HOOKS_HAS_NEXT, RuntimeNames.HOOKS_HAS_NEXT_DESCRIPTOR);
            return Optional.of(awaited(code, RuntimeNames.AWAITABLE, Type.BOOLEAN_TYPE));
        }
        if (CLOSEABLE.contains(call.owner) && is(call, call.owner, "close", "()V")) {
            code.callStatic(RuntimeNames.HOOKS, RuntimeNames.HOOKS_CLOSE, RuntimeNames.HOOKS_CLOSE_DESCRIPTOR);
            return Optional.of(awaited(code, RuntimeNames.AWAITABLE, Type.VOID_TYPE));
        }
        return twins.twinOf(call).map(twin -> {
            String type = Type.getReturnType(twin.descriptor()).getInternalName();
            code.add(new MethodInsnNode(call.getOpcode(), call.owner, twin.name(), twin.descriptor(), call.itf));
            return awaited(code, awaitedType(type), Type.getReturnType(call.desc));
        });
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
