package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import dev.fermata.transform.internal.scan.AsyncKind;
import dev.fermata.transform.internal.scan.AsyncMethod;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Emits what stays under the method's own name.
 *
 * <pre>
 *   cold:                              hot:
 *    frame = new …                      call = Hooks.enterHot()
 *    spill the parameters               try { return Hooks.future(call, body(parameters, null, 0)) }
 *    return frame                       catch (Throwable t) { return Hooks.failedFuture(call, t) }
 *    (or Hooks.generator(frame), Hooks.stream(frame))
 * </pre>
 */
final class EntryStubEmitter {

    private static final String THROWABLE = "java/lang/Throwable";

    private final StateMachinePlan plan;
    private final AsyncMethod method;
    private final BodySignature signature;

    private EntryStubEmitter(StateMachinePlan plan) {
        this.plan = plan;
        method = plan.method();
        signature = BodySignature.of(plan);
    }

    /** The original method with new code; all that describes it stays. */
    static MethodNode emit(StateMachinePlan plan) {
        MethodNode stub = withoutCode(plan.method().node());
        EntryStubEmitter emitter = new EntryStubEmitter(plan);
        stub.instructions = plan.method().kind().isCold() ? emitter.cold() : emitter.hot(stub.tryCatchBlocks);
        DebugInfoEmitter.nameParameters(stub, plan.method());
        return stub;
    }

    private InsnList cold() {
        Code code = new Code();
        SpillEmitter spills = SpillEmitter.ofStart(plan);
        spills.newFrame(code, 0);
        spills.spillParameters(code, plan.start());
        if (method.kind().mayYield()) {
            code.callStatic(
                    RuntimeNames.HOOKS,
                    method.kind() == AsyncKind.GENERATOR ? RuntimeNames.HOOKS_GENERATOR : RuntimeNames.HOOKS_STREAM,
                    RuntimeNames.hooksOfFrameDescriptor(method.kind().returnType()));
        }
        return code.op(Opcodes.ARETURN).toInsnList();
    }

    private InsnList hot(List<TryCatchBlockNode> tryCatchBlocks) {
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        LabelNode handler = new LabelNode();
        int call = method.parameterSlots();
        boolean task = method.kind() == AsyncKind.TASK;
        String type = task ? RuntimeNames.TASK : RuntimeNames.COMPLETABLE_FUTURE;
        tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, THROWABLE));

        Code code = new Code()
                .callStatic(RuntimeNames.HOOKS, RuntimeNames.HOOKS_ENTER_HOT, RuntimeNames.HOOKS_ENTER_HOT_DESCRIPTOR)
                .storeObject(call)
                .at(start);
        signature.loadParameters(code);
        code.op(Opcodes.ACONST_NULL);
        signature.call(signature.hasDepth() ? code.push(0) : code);
        return code.at(end)
                .loadObject(call)
                .op(Opcodes.SWAP)
                .callStatic(
                        RuntimeNames.HOOKS,
                        task ? RuntimeNames.HOOKS_TASK : RuntimeNames.HOOKS_FUTURE,
                        RuntimeNames.hooksEndDescriptor(type))
                .op(Opcodes.ARETURN)
                .at(handler, handlerState())
                .loadObject(call)
                .op(Opcodes.SWAP)
                .callStatic(
                        RuntimeNames.HOOKS,
                        task ? RuntimeNames.HOOKS_FAILED_TASK : RuntimeNames.HOOKS_FAILED_FUTURE,
                        RuntimeNames.hooksFailedEndDescriptor(type))
                .op(Opcodes.ARETURN)
                .toInsnList();
    }

    private TypeState handlerState() {
        List<Object> locals = new ArrayList<>(signature.entryState().locals().subList(0, method.parameterSlots()));
        locals.add(RuntimeNames.TASK);
        return new TypeState(locals, List.of(THROWABLE));
    }

    private static MethodNode withoutCode(MethodNode original) {
        MethodNode stub = new MethodNode(
                original.access,
                original.name,
                original.desc,
                original.signature,
                original.exceptions.toArray(String[]::new));
        stub.parameters = original.parameters;
        stub.annotationDefault = original.annotationDefault;
        stub.visibleAnnotations = original.visibleAnnotations;
        stub.invisibleAnnotations = original.invisibleAnnotations;
        stub.visibleTypeAnnotations = original.visibleTypeAnnotations;
        stub.invisibleTypeAnnotations = original.invisibleTypeAnnotations;
        stub.visibleParameterAnnotations = original.visibleParameterAnnotations;
        stub.invisibleParameterAnnotations = original.invisibleParameterAnnotations;
        stub.visibleAnnotableParameterCount = original.visibleAnnotableParameterCount;
        stub.invisibleAnnotableParameterCount = original.invisibleAnnotableParameterCount;
        stub.attrs = original.attrs;
        return stub;
    }
}
