package dev.fermata.benchmarks.limit;

import dev.fermata.benchmarks.limit.Careful.Frame;
import dev.fermata.benchmarks.limit.CarefulTasks.Promise;
import dev.fermata.benchmarks.limit.CarefulTasks.Task;

/** One of two players, each of which completes what the other waits for. */
final class CarefulPlayer {

    final int turns;
    private final CarefulCore core;
    private CarefulPlayer other = this;
    private Promise pending;
    private int i;

    private CarefulPlayer(CarefulCore core, int turns) {
        this.core = core;
        this.turns = turns;
    }

    interface Game {
        Frame play(CarefulPlayer player);
    }

    static long play(int operations, Game game) throws Throwable {
        CarefulCore core = new CarefulCore();
        CarefulPlayer first = new CarefulPlayer(core, operations / 2);
        CarefulPlayer second = new CarefulPlayer(core, operations / 2);
        first.other = second;
        second.other = first;
        Task one = core.start(game.play(first));
        Task two = core.start(game.play(second));
        core.run();
        return (Long) one.take() + (Long) two.take();
    }

    /** Makes what this player waits for, after which it is the other's turn. */
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

    /** Lets the other end, too. */
    void end() {
        pending = null;
        other.resume();
    }
}
