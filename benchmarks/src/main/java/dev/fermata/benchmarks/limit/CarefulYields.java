package dev.fermata.benchmarks.limit;

import dev.fermata.benchmarks.limit.Careful.Entry;
import dev.fermata.benchmarks.limit.Careful.Frame;
import dev.fermata.benchmarks.limit.Careful.Leaf;
import dev.fermata.benchmarks.limit.Careful.R1P4;
import dev.fermata.benchmarks.limit.Careful.Turn;
import dev.fermata.benchmarks.limit.CarefulTasks.Task;
import java.util.function.IntFunction;

/** W4 by hand on a core that does what a loop has to do. */
public final class CarefulYields {

    private CarefulYields() {}

    /** One class of coroutines. */
    public static long one(int tasks, int operations) throws Throwable {
        return all(tasks, operations / tasks, i -> Y0.ENTRY);
    }

    /** Eight classes of coroutines. */
    public static long eight(int tasks, int operations) throws Throwable {
        return all(tasks, operations / tasks, i -> switch (i & 7) {
            case 0 -> Y0.ENTRY;
            case 1 -> Y1.ENTRY;
            case 2 -> Y2.ENTRY;
            case 3 -> Y3.ENTRY;
            case 4 -> Y4.ENTRY;
            case 5 -> Y5.ENTRY;
            case 6 -> Y6.ENTRY;
            default -> Y7.ENTRY;
        });
    }

    private static long all(int tasks, int n, IntFunction<Entry> entries) throws Throwable {
        CarefulCore core = new CarefulCore();
        Task[] started = new Task[tasks];
        for (int i = 0; i < tasks; i++) {
            R1P4 frame = new R1P4(entries.apply(i), 0);
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

    private static Object unknown(Frame frame) {
        throw new IllegalStateException("no method " + frame.method);
    }

    private static final class Y0 {
        private static final Entry ENTRY = Y0::resume;

        private static Object resume(Frame frame, int depth) throws Throwable {
            return frame.method == 0 ? yieldAgain(frame) : unknown(frame);
        }

        private static Object yieldAgain(Frame resumed) throws Throwable {
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
                sum += i + 0;
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

    private static final class Y1 {
        private static final Entry ENTRY = Y1::resume;

        private static Object resume(Frame frame, int depth) throws Throwable {
            return frame.method == 0 ? yieldAgain(frame) : unknown(frame);
        }

        private static Object yieldAgain(Frame resumed) throws Throwable {
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
                sum += i + 1;
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

    private static final class Y2 {
        private static final Entry ENTRY = Y2::resume;

        private static Object resume(Frame frame, int depth) throws Throwable {
            return frame.method == 0 ? yieldAgain(frame) : unknown(frame);
        }

        private static Object yieldAgain(Frame resumed) throws Throwable {
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
                sum += i + 2;
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

    private static final class Y3 {
        private static final Entry ENTRY = Y3::resume;

        private static Object resume(Frame frame, int depth) throws Throwable {
            return frame.method == 0 ? yieldAgain(frame) : unknown(frame);
        }

        private static Object yieldAgain(Frame resumed) throws Throwable {
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
                sum += i + 3;
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

    private static final class Y4 {
        private static final Entry ENTRY = Y4::resume;

        private static Object resume(Frame frame, int depth) throws Throwable {
            return frame.method == 0 ? yieldAgain(frame) : unknown(frame);
        }

        private static Object yieldAgain(Frame resumed) throws Throwable {
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
                sum += i + 4;
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

    private static final class Y5 {
        private static final Entry ENTRY = Y5::resume;

        private static Object resume(Frame frame, int depth) throws Throwable {
            return frame.method == 0 ? yieldAgain(frame) : unknown(frame);
        }

        private static Object yieldAgain(Frame resumed) throws Throwable {
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
                sum += i + 5;
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

    private static final class Y6 {
        private static final Entry ENTRY = Y6::resume;

        private static Object resume(Frame frame, int depth) throws Throwable {
            return frame.method == 0 ? yieldAgain(frame) : unknown(frame);
        }

        private static Object yieldAgain(Frame resumed) throws Throwable {
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
                sum += i + 6;
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

    private static final class Y7 {
        private static final Entry ENTRY = Y7::resume;

        private static Object resume(Frame frame, int depth) throws Throwable {
            return frame.method == 0 ? yieldAgain(frame) : unknown(frame);
        }

        private static Object yieldAgain(Frame resumed) throws Throwable {
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
                sum += i + 7;
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
}
