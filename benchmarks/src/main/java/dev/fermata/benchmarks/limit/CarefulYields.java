package dev.fermata.benchmarks.limit;

import dev.fermata.benchmarks.limit.Careful.Entry;
import dev.fermata.benchmarks.limit.Careful.Frame;
import dev.fermata.benchmarks.limit.Careful.Leaf;
import dev.fermata.benchmarks.limit.Careful.R1P4;
import dev.fermata.benchmarks.limit.Careful.Turn;
import dev.fermata.benchmarks.limit.CarefulTasks.Task;

/** W4 by hand on a core that does what a loop has to do. */
public final class CarefulYields {

    /** Each has a class of its own, which the JVM compiles by itself. */
    private static final Entry[] ENTRIES = {
        (frame, depth) -> resume(frame, 0),
        (frame, depth) -> resume(frame, 1),
        (frame, depth) -> resume(frame, 2),
        (frame, depth) -> resume(frame, 3),
        (frame, depth) -> resume(frame, 4),
        (frame, depth) -> resume(frame, 5),
        (frame, depth) -> resume(frame, 6),
        (frame, depth) -> resume(frame, 7)
    };

    private CarefulYields() {}

    /** One class of coroutines. */
    public static long one(int tasks, int operations) throws Throwable {
        return all(tasks, operations / tasks, 1);
    }

    /** Eight classes of coroutines. */
    public static long eight(int tasks, int operations) throws Throwable {
        return all(tasks, operations / tasks, ENTRIES.length);
    }

    private static long all(int tasks, int n, int classes) throws Throwable {
        CarefulCore core = new CarefulCore();
        Task[] started = new Task[tasks];
        for (int i = 0; i < tasks; i++) {
            R1P4 frame = new R1P4(ENTRIES[i % classes], 0);
            frame.l0 = n;
            started[i] = core.start(frame);
        }
        core.run();
        long sum = 0;
        for (Task task : started) {
            sum += (Long) task.take();
        }
        return sum;
    }

    private static Object resume(Frame frame, int added) throws Throwable {
        if (frame.method != 0) {
            throw new IllegalStateException("no method " + frame.method);
        }
        return yieldAgain(frame, added);
    }

    private static Object yieldAgain(Frame resumed, int added) throws Throwable {
        R1P4 frame = (R1P4) resumed;
        int n = (int) frame.l0;
        int i = 0;
        long sum = 0;
        if (frame.state == 1) {
            i = (int) frame.l1 + 1;
            sum = frame.l2;
            frame.take();
        }
        for (; i < n; i++) {
            sum += i + added;
            Leaf awaited = Turn.NEXT;
            if (!awaited.isReady()) {
                frame.l1 = i;
                frame.l2 = sum;
                return frame.suspend(1, awaited);
            }
            awaited.take();
        }
        return sum;
    }
}
