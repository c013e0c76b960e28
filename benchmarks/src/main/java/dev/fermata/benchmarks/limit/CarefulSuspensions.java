package dev.fermata.benchmarks.limit;

import dev.fermata.benchmarks.limit.Careful.Core;
import dev.fermata.benchmarks.limit.Careful.Frame;
import dev.fermata.benchmarks.limit.Careful.Leaf;
import dev.fermata.benchmarks.limit.Careful.Task;

/** W2b by hand on a core that does what a loop has to do. */
public final class CarefulSuspensions {

    private CarefulSuspensions() {}

    private static final class Promise extends Leaf {
        private final Core core;
        private Object outcome;
        private Task waiter;

        Promise(Core core) {
            this.core = core;
        }

        @Override
        boolean isReady() {
            return outcome != null;
        }

        @Override
        boolean subscribe(Task task) {
            if (outcome != null || task.core != core) {
                return false;
            }
            waiter = task;
            return true;
        }

        @Override
        Object take() throws Throwable {
            if (outcome instanceof Throwable failure) {
                throw failure;
            }
            return outcome;
        }

        void complete(Object value) {
            if (outcome != null || !core.isHere()) {
                throw new IllegalStateException("done, or on another thread");
            }
            outcome = value;
            Task woken = waiter;
            if (woken != null) {
                waiter = null;
                core.post(woken);
            }
        }
    }

    private static final class Player {
        private final Core core;
        private final int turns;
        private Player other = this;
        private Promise pending;
        private int i;

        Player(Core core, int turns) {
            this.core = core;
            this.turns = turns;
        }

        Promise pass() {
            Promise mine = new Promise(core);
            pending = mine;
            other.resume();
            return mine;
        }

        private void resume() {
            if (pending != null) {
                pending.complete(i++ & 63);
            }
        }

        void end() {
            pending = null;
            other.resume();
        }
    }

    /** W2b. */
    public static long loop(int operations) {
        Core core = new Core();
        Player first = new Player(core, operations / 2);
        Player second = new Player(core, operations / 2);
        first.other = second;
        second.other = first;
        Task one = start(core, first);
        Task two = start(core, second);
        core.run();
        return (Long) one.end + (Long) two.end;
    }

    private static Task start(Core core, Player player) {
        Frame frame = new Frame(CarefulSuspensions::resume, 0, null);
        frame.r0 = player;
        Task task = new Task(core, frame);
        core.post(task);
        return task;
    }

    private static Object resume(Frame frame) throws Throwable {
        return switch (frame.method) {
            case 0 -> body(frame);
            default -> throw new IllegalStateException();
        };
    }

    private static Object body(Frame frame) throws Throwable {
        Player player = (Player) frame.r0;
        long i = 0;
        long sum = 0;
        if (frame.state == 1) {
            i = frame.l0;
            sum = frame.l1 + (Integer) frame.take();
        }
        while (i < player.turns) {
            i++;
            Leaf awaited = player.pass();
            if (!awaited.isReady()) {
                frame.l0 = i;
                frame.l1 = sum;
                frame.state = 1;
                frame.exchange = awaited;
                return frame;
            }
            sum += (Integer) awaited.take();
        }
        player.end();
        return sum;
    }
}
