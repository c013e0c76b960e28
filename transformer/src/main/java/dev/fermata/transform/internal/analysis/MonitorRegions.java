package dev.fermata.transform.internal.analysis;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

/** How many monitors the method itself has entered at each instruction: the most over all paths that lead there. */
public final class MonitorRegions {

    private static final int UNREACHED = -1;

    private final ControlFlow flow;
    private final int[] depth;
    private final Deque<Integer> pending = new ArrayDeque<>();

    private MonitorRegions(ControlFlow flow) {
        this.flow = flow;
        depth = new int[flow.size()];
        Arrays.fill(depth, UNREACHED);
    }

    /** Analyses a method. */
    public static MonitorRegions of(ControlFlow flow) {
        MonitorRegions regions = new MonitorRegions(flow);
        int mostEntered = regions.count(Opcodes.MONITORENTER);
        if (mostEntered == 0) {
            Arrays.fill(regions.depth, 0);
        } else {
            regions.propagate(mostEntered);
        }
        return regions;
    }

    /** True if a monitor may be held before {@code insn}. */
    public boolean isHeldAt(AbstractInsnNode insn) {
        return depth[flow.indexOf(insn)] > 0;
    }

    private int count(int opcode) {
        int count = 0;
        for (int index = 0; index < flow.size(); index++) {
            count += flow.insn(index).getOpcode() == opcode ? 1 : 0;
        }
        return count;
    }

    private void propagate(int mostEntered) {
        reach(0, 0);
        while (!pending.isEmpty()) {
            int index = pending.pop();
            int opcode = flow.insn(index).getOpcode();
            int after =
                    depth[index] + (opcode == Opcodes.MONITORENTER ? 1 : 0) - (opcode == Opcodes.MONITOREXIT ? 1 : 0);
            for (int successor : flow.successors(index)) {
                reach(successor, Math.max(0, Math.min(after, mostEntered)));
            }
            for (int handler : flow.reachableHandlers(index)) {
                reach(handler, depth[index]);
            }
        }
    }

    private void reach(int index, int entered) {
        if (entered > depth[index]) {
            depth[index] = entered;
            pending.push(index);
        }
    }
}
