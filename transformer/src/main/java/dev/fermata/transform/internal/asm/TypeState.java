package dev.fermata.transform.internal.asm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FrameNode;

/**
 * The verification types in the local variables and on the operand stack before an instruction.
 *
 * @param locals by slot; slots beyond the end cannot be used
 * @param stack by slot, the top last
 */
public record TypeState(List<Object> locals, List<Object> stack) {

    public TypeState {
        locals = List.copyOf(locals);
        stack = List.copyOf(stack);
    }

    /** The type in local variable {@code slot}. */
    public Object local(int slot) {
        return slot < locals.size() ? locals.get(slot) : Opcodes.TOP;
    }

    /** The same with only those locals that {@code kept} accepts, and with another stack. */
    public TypeState reducedTo(IntPredicate kept, List<Object> newStack) {
        List<Object> reduced = new ArrayList<>(locals);
        for (int slot = 0; slot < reduced.size(); slot++) {
            if (!kept.test(slot)) {
                reduced.set(slot, Opcodes.TOP);
            }
        }
        return new TypeState(reduced, newStack);
    }

    /** The same without the value on the top of the stack, which takes one slot. */
    public TypeState withoutTop() {
        return new TypeState(locals, stack.subList(0, stack.size() - 1));
    }

    /** The same with another local variable of {@code type} put in at {@code slot}. */
    public TypeState withInserted(int slot, Object type) {
        List<Object> widened = new ArrayList<>(locals);
        while (widened.size() < slot) {
            widened.add(Opcodes.TOP);
        }
        widened.add(slot, type);
        return new TypeState(widened, stack);
    }

    /** The stack map frame (JVMS 4.7.4) that declares this state. */
    public FrameNode toFrame() {
        Object[] frameLocals = toEntries(locals);
        Object[] frameStack = toEntries(stack);
        return new FrameNode(Opcodes.F_NEW, frameLocals.length, frameLocals, frameStack.length, frameStack);
    }

    /** The state that an expanded stack map frame declares. */
    public static TypeState of(FrameNode frame) {
        return new TypeState(toSlots(frame.local), toSlots(frame.stack));
    }

    private static List<Object> toSlots(List<Object> entries) {
        List<Object> slots = new ArrayList<>();
        for (Object type : entries) {
            slots.add(type);
            if (VerificationType.isWide(type)) {
                slots.add(Opcodes.TOP);
            }
        }
        return slots;
    }

    private static Object[] toEntries(List<Object> slots) {
        List<Object> entries = new ArrayList<>();
        for (int slot = 0; slot < slots.size(); slot += VerificationType.isWide(slots.get(slot)) ? 2 : 1) {
            entries.add(slots.get(slot));
        }
        int size = entries.size();
        while (size > 0 && VerificationType.isTop(entries.get(size - 1))) {
            size--;
        }
        return entries.subList(0, size).toArray();
    }
}
