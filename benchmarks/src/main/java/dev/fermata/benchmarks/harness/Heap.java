package dev.fermata.benchmarks.harness;

import java.lang.management.ManagementFactory;

/** Looks at the heap after a collection. For JVMs with the serial collector, whose figures are exact. */
public final class Heap {

    private Heap() {}

    /** Bytes of live objects. */
    public static long live() {
        var memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 2; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
