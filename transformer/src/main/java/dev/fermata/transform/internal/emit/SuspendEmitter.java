package dev.fermata.transform.internal.emit;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.asm.VerificationType;
import dev.fermata.transform.internal.emit.PointGroups.Group;
import dev.fermata.transform.internal.emit.PointGroups.Site;
import dev.fermata.transform.internal.plan.SpillPlan;
import dev.fermata.transform.internal.plan.SpillPlan.SpilledLocal;
import dev.fermata.transform.internal.plan.StateMachinePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Emits what suspends a method when something pending is on the stack.
 *
 * <pre>
 *   if (frame == null) frame = new …            // where it comes late
 *   if (frame.state == 0) store the locals that have not changed since the last suspension
 *   store the other locals
 *   return Hooks.suspend(r, N, frame)
 * </pre>
 *
 * Where several points store the same locals, or a frame may have to be made, that is a method of its own, to which they
 * hand the locals. It has no line numbers, so that debuggers pass over it; a jump to common code would be a jump to
 * another line.
 *
 * <pre>
 *   return $fermata$suspend$M$G(r, N, this, locals…, frame)    // this: where a frame may have to be made
 * </pre>
 */
final class SuspendEmitter {

    private static final int ACCESS = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    private static final int MOST_ARGUMENT_SLOTS = 255; // JVMS 4.3.3
    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    private final StateMachinePlan plan;
    private final SpillEmitter spills;
    private final FrameVariable frame;

    /** Where the code finds what it needs, and what the local variables are there. */
    private record Place(IntUnaryOperator slots, int receiver, int frame, List<Object> locals) {}

    SuspendEmitter(StateMachinePlan plan, BodySignature signature, SpillEmitter spills) {
        this.plan = plan;
        this.spills = spills;
        frame = signature.frameVariable();
    }

    /** Suspends the body at {@code site}, one of {@code group}; what is pending is on the stack. */
    void suspend(Code code, Group group, Site site) {
        int number = site.point().number();
        if (hasMethod(group)) {
            call(code.push(number), group);
            return;
        }
        Place body = new Place(
                frame::shifted, 0, frame.slot(), frame.in(site.point().live()).locals());
        storeAll(code, group.spill(), body);
        code.push(number);
        end(code, body);
    }

    /** The methods that {@link #suspend} calls. */
    List<MethodNode> methods(PointGroups groups) {
        return groups.all().stream().filter(this::hasMethod).map(this::method).toList();
    }

    private boolean hasMethod(Group group) {
        return (group.isShared() || plan.frameComesLate()) && slotsOf(arguments(group.spill())) <= MOST_ARGUMENT_SLOTS;
    }

    private void call(Code code, Group group) {
        if (handsReceiver()) {
            code.loadObject(0);
        }
        for (SpilledLocal local : group.spill().spilled()) {
            code.load(argument(local), frame.shifted(local.local()));
        }
        code.loadObject(frame.slot())
                .callStatic(
                        plan.method().owner(),
                        nameOf(group),
                        descriptorOf(group),
                        plan.method().ownerIsInterface())
                .op(Opcodes.ARETURN);
    }

    private MethodNode method(Group group) {
        MethodNode method = new MethodNode(ACCESS, nameOf(group), descriptorOf(group), null, null);
        List<Type> arguments = arguments(group.spill());
        List<SpilledLocal> locals = group.spill().spilled();
        int first = handsReceiver() ? 3 : 2;
        Place place = new Place(
                local -> slotsOf(arguments.subList(0, first + indexOf(locals, local))),
                2,
                slotsOf(arguments) - 1,
                arguments.stream()
                        .flatMap(type -> VerificationType.slotsOf(type).stream())
                        .toList());
        Code code = new Code().loadObject(0);
        storeAll(code, group.spill(), place);
        code.load(Type.INT_TYPE, 1);
        end(code, place);
        method.instructions = code.toInsnList();
        return method;
    }

    private void storeAll(Code code, SpillPlan spill, Place place) {
        if (plan.frameComesLate()) {
            LabelNode ready = new LabelNode();
            code.loadObject(place.frame()).jump(Opcodes.IFNONNULL, ready);
            spills.newFrame(code, place.receiver());
            code.storeObject(place.frame()).at(ready, new TypeState(place.locals(), List.of(OBJECT.getInternalName())));
        }
        if (!spill.unchanged().isEmpty()) {
            LabelNode again = new LabelNode();
            code.loadObject(place.frame())
                    .getField(RuntimeNames.FRAME, RuntimeNames.FRAME_STATE, RuntimeNames.FRAME_STATE_DESCRIPTOR)
                    .jump(Opcodes.IFNE, again);
            spills.store(code, spill.unchanged(), place.frame(), place.slots());
            code.at(again, new TypeState(place.locals(), List.of(OBJECT.getInternalName())));
        }
        spills.store(code, spill.changed(), place.frame(), place.slots());
        spills.clear(code, spill.cleared(), place.frame());
    }

    private static void end(Code code, Place place) {
        code.loadObject(place.frame())
                .callStatic(RuntimeNames.HOOKS, RuntimeNames.HOOKS_SUSPEND, RuntimeNames.HOOKS_SUSPEND_DESCRIPTOR)
                .op(Opcodes.ARETURN);
    }

    private String nameOf(Group group) {
        return RuntimeNames.SUSPEND_METHOD_PREFIX + plan.method().number() + "$" + group.number();
    }

    private String descriptorOf(Group group) {
        return Type.getMethodDescriptor(OBJECT, arguments(group.spill()).toArray(Type[]::new));
    }

    private List<Type> arguments(SpillPlan spill) {
        List<Type> arguments = new ArrayList<>(List.of(OBJECT, Type.INT_TYPE));
        if (handsReceiver()) {
            arguments.add(OBJECT);
        }
        spill.spilled().forEach(local -> arguments.add(argument(local)));
        arguments.add(Type.getObjectType(frame.shape()));
        return arguments;
    }

    private boolean handsReceiver() {
        return plan.frameComesLate() && !plan.method().isStatic();
    }

    private static Type argument(SpilledLocal local) {
        return VerificationType.isObject(local.type()) ? OBJECT : VerificationType.toType(local.type());
    }

    private static int indexOf(List<SpilledLocal> locals, int local) {
        return locals.stream().map(SpilledLocal::local).toList().indexOf(local);
    }

    private static int slotsOf(List<Type> types) {
        return types.stream().mapToInt(Type::getSize).sum();
    }
}
