package dev.fermata.benchmarks.harness;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;

/** Counts what all threads have allocated; exact while no thread starts or ends. */
final class AllocatedBytes {

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final MethodHandle total = total();

    /** {@code getTotalThreadAllocatedBytes}, which the JDK has had since 21, or null. */
    private static MethodHandle total() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(ThreadMXBean.class, "getTotalThreadAllocatedBytes", MethodType.methodType(long.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** The number of bytes allocated so far. */
    long now() throws Throwable {
        if (total != null) {
            return (long) total.invoke(threads);
        }
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    /** Bytes an operation of {@code body}: the slope between one and three batches, so that set-up does not count. */
    double perOperation(Body body, int batch) throws Throwable {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = now();
            body.run(batch);
            long middle = now();
            body.run(3 * batch);
            long end = now();
            least = Math.min(least, ((end - middle) - (middle - start)) / (2.0 * batch));
        }
        return Math.max(0, least);
    }
}
