package dev.fermata.transform.internal.normalize;

import dev.fermata.transform.internal.asm.Code;
import dev.fermata.transform.internal.asm.VerificationType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * Fresh local variables, behind all others of a method, that hold a part of the operand stack for a few instructions
 * in a straight line. Each use begins anew at the same slot.
 */
final class Temporaries {

    private static final int NOT_STORED = -1;

    private final MethodNode method;
    private final Code code;
    private final Deque<Stored> stored = new ArrayDeque<>();
    private int next;

    private record Stored(Object type, int slot) {}

    /** Temporaries for code that goes into {@code method}. */
    Temporaries(MethodNode method, int firstSlot, Code code) {
        this.method = method;
        this.code = code;
        next = firstSlot;
    }

    /** A fresh slot for a value of {@code type}. */
    int fresh(Type type) {
        int slot = next;
        next += type.getSize();
        method.maxLocals = Math.max(method.maxLocals, next);
        return slot;
    }

    /** Stores the top of the stack; a null is popped, as it can be pushed again without a variable. */
    void store(Object type) {
        if (VerificationType.isNull(type)) {
            code.op(Opcodes.POP);
            stored.push(new Stored(type, NOT_STORED));
        } else {
            Type declared = VerificationType.toType(type);
            int slot = fresh(declared);
            code.store(declared, slot);
            stored.push(new Stored(type, slot));
        }
    }

    /** Stores stack slots, of which the last is the top, from the top down. */
    void storeAll(List<Object> stackSlots) {
        for (int index = stackSlots.size() - 1; index >= 0; index--) {
            boolean secondHalf = index > 0 && VerificationType.isWide(stackSlots.get(index - 1));
            index -= secondHalf ? 1 : 0;
            store(stackSlots.get(index));
        }
    }

    /** Pushes the value that was stored last, and forgets it. */
    void reload() {
        Stored value = stored.pop();
        if (value.slot == NOT_STORED) {
            code.op(Opcodes.ACONST_NULL);
        } else {
            code.load(VerificationType.toType(value.type), value.slot);
        }
    }

    /** Forgets the value that was stored last. */
    void discard() {
        stored.pop();
    }

    /** Pushes everything stored, in the order in which it was on the stack. */
    void reloadAll() {
        while (!stored.isEmpty()) {
            reload();
        }
    }
}
