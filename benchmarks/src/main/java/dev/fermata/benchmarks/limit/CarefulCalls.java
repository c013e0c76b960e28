package dev.fermata.benchmarks.limit;

import dev.fermata.benchmarks.limit.Careful.Entry;
import dev.fermata.benchmarks.limit.Careful.Frame;
import dev.fermata.benchmarks.limit.Careful.Leaf;
import dev.fermata.benchmarks.limit.Careful.R1P1;
import dev.fermata.benchmarks.limit.Careful.R1P4;

/** W1c by hand on a core that does what a loop has to do. */
public final class CarefulCalls {

    private static final Entry ENTRY = CarefulCalls::resume;

    private static final int START_ALL = 0;
    private static final int CALLEE = 1;

    private CarefulCalls() {}

    /** W1c. */
    public static long starts(int operations) throws Throwable {
        CarefulCore core = new CarefulCore();
        R1P4 frame = new R1P4(ENTRY, START_ALL);
        frame.r0 = core;
        frame.l2 = operations;
        return core.run(frame);
    }

    private static Object startAll(Frame resumed) throws Throwable {
        R1P4 frame = (R1P4) resumed;
        CarefulCore core = (CarefulCore) frame.r0;
        int n = (int) frame.l2;
        int i = 0;
        long sum = 0;
        if (frame.state == 1) {
            i = (int) frame.l0 + 1;
            sum = frame.l1 + (Integer) frame.take();
        }
        for (; i < n; i++) {
            R1P1 callee = new R1P1(ENTRY, CALLEE);
            callee.l0 = i & 63;
            Leaf awaited = core.start(callee);
            if (!awaited.isReady()) {
                frame.l0 = i;
                frame.l1 = sum;
                return frame.suspend(1, awaited);
            }
            sum += (Integer) awaited.take();
        }
        return sum;
    }

    private static Object callee(Frame resumed) {
        R1P1 frame = (R1P1) resumed;
        int x = (int) frame.l0;
        return x + 1;
    }

    private static Object resume(Frame frame, int depth) throws Throwable {
        return switch (frame.method) {
            case START_ALL -> startAll(frame);
            case CALLEE -> callee(frame);
            default -> throw new IllegalStateException();
        };
    }
}
