package dev.fermata.benchmarks.limit;

import dev.fermata.benchmarks.limit.Careful.Entry;
import dev.fermata.benchmarks.limit.Careful.Frame;
import dev.fermata.benchmarks.limit.Careful.Leaf;
import dev.fermata.benchmarks.limit.Careful.R1P2;
import dev.fermata.benchmarks.limit.Careful.R1P4;
import dev.fermata.benchmarks.limit.CarefulTasks.Task;

/** W7 by hand on a core that does what a loop has to do. */
public final class CarefulQueue {

    private static final Entry ENTRY = CarefulQueue::resume;

    private static final int CONSUME = 0;
    private static final int PRODUCE = 1;

    private CarefulQueue() {}

    /** W7. */
    public static long exchange(int operations) throws Throwable {
        CarefulCore core = new CarefulCore();
        CarefulExchange queue = new CarefulExchange(1);
        R1P4 consumer = new R1P4(ENTRY, CONSUME);
        consumer.r0 = queue;
        consumer.l2 = operations;
        R1P2 producer = new R1P2(ENTRY, PRODUCE);
        producer.r0 = queue;
        producer.l1 = operations;
        Task task = core.start(consumer);
        core.start(producer);
        core.run();
        return (Long) task.take();
    }

    private static Object consume(Frame resumed) throws Throwable {
        R1P4 frame = (R1P4) resumed;
        CarefulExchange queue = (CarefulExchange) frame.r0;
        int n = (int) frame.l2;
        int i = 0;
        long sum = 0;
        if (frame.state == 1) {
            i = (int) frame.l0 + 1;
            sum = frame.l1 + (Integer) frame.take();
        }
        for (; i < n; i++) {
            Object item = queue.take();
            if (item instanceof Leaf awaited) {
                frame.l0 = i;
                frame.l1 = sum;
                return frame.suspend(1, awaited);
            }
            sum += (Integer) item;
        }
        return sum;
    }

    private static Object produce(Frame resumed) throws Throwable {
        R1P2 frame = (R1P2) resumed;
        CarefulExchange queue = (CarefulExchange) frame.r0;
        int n = (int) frame.l1;
        int i = 0;
        if (frame.state == 1) {
            i = (int) frame.l0 + 1;
            frame.take();
        }
        for (; i < n; i++) {
            Leaf awaited = queue.put(i & 63);
            if (awaited != null) {
                frame.l0 = i;
                return frame.suspend(1, awaited);
            }
        }
        return null;
    }

    private static Object resume(Frame frame, int depth) throws Throwable {
        return switch (frame.method) {
            case CONSUME -> consume(frame);
            case PRODUCE -> produce(frame);
            default -> throw new IllegalStateException();
        };
    }
}
