package dev.fermata.benchmarks.limit;

import dev.fermata.benchmarks.limit.Careful.Entry;
import dev.fermata.benchmarks.limit.Careful.Frame;
import dev.fermata.benchmarks.limit.Careful.Leaf;
import dev.fermata.benchmarks.limit.Careful.R1P2;
import dev.fermata.benchmarks.limit.Careful.R3P1;
import dev.fermata.benchmarks.limit.Careful.Turn;
import dev.fermata.benchmarks.limit.CarefulTasks.Promise;

/** W2a by hand on a core that does what a loop has to do. */
public final class CarefulSuspensions {

    private static final Entry ENTRY = CarefulSuspensions::resume;

    private static final int BATCH = 100;

    private static final int START_ALL = 0;
    private static final int SUSPEND_ONCE = 1;

    private CarefulSuspensions() {}

    /** W2a: start, suspend once, end; a hundred at a time. */
    public static long once(int operations) throws Throwable {
        CarefulCore core = new CarefulCore();
        R1P2 frame = new R1P2(ENTRY, START_ALL);
        Batch batch = new Batch(core);
        frame.r0 = batch;
        frame.l1 = operations;
        return core.run(frame);
    }

    private static final class Batch {
        private final CarefulCore core;
        private final long[] sum = new long[1];
        private final Promise[] pending = new Promise[BATCH];

        Batch(CarefulCore core) {
            this.core = core;
        }
    }

    private static Object startAll(Frame resumed) throws Throwable {
        R1P2 frame = (R1P2) resumed;
        Batch batch = (Batch) frame.r0;
        int n = (int) frame.l1;
        int i = 0;
        if (frame.state == 1) {
            i = (int) frame.l0;
            frame.take();
            i += BATCH;
        }
        for (; i < n; i += BATCH) {
            Promise[] pending = batch.pending;
            for (int j = 0; j < BATCH; j++) {
                pending[j] = new Promise(batch.core);
                R3P1 once = new R3P1(ENTRY, SUSPEND_ONCE);
                once.r0 = pending[j];
                once.r1 = batch.sum;
                batch.core.startEagerly(once);
            }
            for (int j = 0; j < BATCH; j++) {
                pending[j].complete(j & 63);
            }
            Leaf awaited = Turn.NEXT;
            if (!awaited.isReady()) {
                frame.l0 = i;
                return frame.suspend(1, awaited);
            }
            awaited.take();
        }
        return batch.sum[0];
    }

    private static Object suspendOnce(Frame resumed) throws Throwable {
        R3P1 frame = (R3P1) resumed;
        long[] sum = (long[]) frame.r1;
        long before;
        Object value;
        if (frame.state == 0) {
            Leaf awaited = (Promise) frame.r0;
            before = sum[0];
            if (!awaited.isReady()) {
                frame.l0 = before;
                return frame.suspend(1, awaited);
            }
            value = awaited.take();
        } else {
            before = frame.l0;
            value = frame.take();
        }
        sum[0] = before + (Integer) value;
        return null;
    }

    private static Object resume(Frame frame, int depth) throws Throwable {
        return switch (frame.method) {
            case START_ALL -> startAll(frame);
            case SUSPEND_ONCE -> suspendOnce(frame);
            default -> throw new IllegalStateException();
        };
    }
}
