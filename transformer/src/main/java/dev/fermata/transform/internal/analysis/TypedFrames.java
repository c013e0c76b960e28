package dev.fermata.transform.internal.analysis;

import dev.fermata.transform.internal.asm.TypeState;
import dev.fermata.transform.internal.asm.VerificationType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * The types at chosen instructions, as the verifier sees them.
 *
 * <p>They follow from the stack map frames of the class file and straight-line simulation from the nearest one
 * (JVMS 4.10.1), so that no class has to be loaded to merge two types.
 */
public final class TypedFrames {

    private final Map<AbstractInsnNode, TypeState> states;
    private final Map<Object, AbstractInsnNode> allocations;

    private TypedFrames(Map<AbstractInsnNode, TypeState> states, Map<Object, AbstractInsnNode> allocations) {
        this.states = states;
        this.allocations = allocations;
    }

    /** Simulates {@code method} and keeps the types before each instruction that {@code wanted} accepts. */
    public static TypedFrames of(String owner, MethodNode method, Predicate<AbstractInsnNode> wanted) {
        Map<Object, AbstractInsnNode> allocations = labelAllocations(method);
        Map<AbstractInsnNode, TypeState> states = new HashMap<>();
        AnalyzerAdapter simulation =
                new AnalyzerAdapter(Opcodes.ASM9, owner, method.access, method.name, method.desc, null) {};
        for (AbstractInsnNode insn : method.instructions) {
            if (wanted.test(insn) && simulation.locals != null) {
                states.put(insn, new TypeState(simulation.locals, simulation.stack));
            }
            insn.accept(simulation);
        }
        return new TypedFrames(states, allocations);
    }

    /** The types before {@code insn}; null if it cannot be reached. */
    public @Nullable TypeState before(AbstractInsnNode insn) {
        return states.get(insn);
    }

    /** The {@code NEW} that made the uninitialised object with verification type {@code type}. */
    public AbstractInsnNode allocationOf(Object type) {
        AbstractInsnNode allocation = allocations.get(type);
        if (!VerificationType.isUninitialized(type) || allocation == null) {
            throw new IllegalStateException("not an uninitialised object: " + type);
        }
        return allocation;
    }

    /** The simulation names an uninitialised object by the label before its {@code NEW}, so each gets one. */
    private static Map<Object, AbstractInsnNode> labelAllocations(MethodNode method) {
        Map<Object, AbstractInsnNode> allocations = new HashMap<>();
        List<AbstractInsnNode> news = new java.util.ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof TypeInsnNode && insn.getOpcode() == Opcodes.NEW) {
                news.add(insn);
            }
        }
        for (AbstractInsnNode insn : news) {
            boolean labelled = false;
            for (AbstractInsnNode before = insn.getPrevious();
                    before != null && before.getOpcode() < 0;
                    before = before.getPrevious()) {
                if (before instanceof LabelNode label) {
                    allocations.put(label.getLabel(), insn);
                    labelled = true;
                }
            }
            if (!labelled) {
                LabelNode label = new LabelNode();
                method.instructions.insertBefore(insn, label);
                allocations.put(label.getLabel(), insn);
            }
        }
        return allocations;
    }
}
