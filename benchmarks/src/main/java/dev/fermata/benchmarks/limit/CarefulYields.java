package dev.fermata.benchmarks.limit;

import dev.fermata.benchmarks.limit.Careful.Core;
import dev.fermata.benchmarks.limit.Careful.Frame;
import dev.fermata.benchmarks.limit.Careful.Leaf;
import dev.fermata.benchmarks.limit.Careful.Task;

/** W4 by hand on a core that does what a loop has to do. */
public final class CarefulYields {

    private static final Turn TURN = new Turn();

    private CarefulYields() {}

    private static final class Turn extends Leaf {
        @Override
        boolean isReady() {
            return false;
        }

        @Override
        boolean subscribe(Task task) {
            return task.core.post(task);
        }

        @Override
        Object take() {
            return null;
        }
    }

    /** One class of coroutines. */
    public static long one(int tasks, int operations) {
        Core core = new Core();
        Task last = null;
        for (int i = 0; i < tasks; i++) {
            Frame frame = new Frame(CarefulYields::resume, 0, null);
            frame.l2 = operations / tasks;
            last = new Task(core, frame);
            core.post(last);
        }
        core.run();
        return (Long) last.end;
    }

    private static Object resume(Frame frame) throws Throwable {
        return switch (frame.method) {
            case 0 -> body(frame);
            default -> throw new IllegalStateException();
        };
    }

    private static Object body(Frame frame) throws Throwable {
        long i = 0;
        long sum = 0;
        long n = frame.l2;
        if (frame.state == 1) {
            i = frame.l0;
            sum = frame.l1;
            frame.take();
        }
        while (i < n) {
            i++;
            sum += i;
            Leaf awaited = TURN;
            if (!awaited.isReady()) {
                frame.l0 = i;
                frame.l1 = sum;
                frame.state = 1;
                frame.exchange = awaited;
                return frame;
            }
            awaited.take();
        }
        return sum;
    }
}
