package dev.fermata.benchmarks.ours;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Promise;
import dev.fermata.Task;
import dev.fermata.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * W2 and W3: suspending on a pending promise. Two tasks complete each other's: each is the driver of the other, and each
 * suspension is one operation.
 */
public final class OursSuspensions {

    private static final int BATCH = 100;

    private OursSuspensions() {}

    /** One of two players. */
    private static final class Player {

        private final int turns;
        private Player other = this;
        private @Nullable Promise<Integer> pending;
        private int i;

        Player(int turns) {
            this.turns = turns;
        }

        /** Makes what this player waits for, after which it is the other's turn. */
        Promise<Integer> pass() {
            Promise<Integer> mine = new Promise<>();
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

    private interface Game {
        Coroutine<Long> play(Player player);
    }

    private static long play(int operations, Game game) {
        Player first = new Player(operations / 2);
        Player second = new Player(operations / 2);
        first.other = second;
        second.other = first;
        return Fermata.run(both(game.play(first), game.play(second)));
    }

    @Async
    private static Coroutine<Long> both(Coroutine<Long> first, Coroutine<Long> second) {
        Task<Long> started = Tasks.start(first);
        long sum = Await.on(second);
        return Coroutine.of(sum + Await.on(started));
    }

    /** W2a. A hundred tasks at a time, so that the turn of the driver does not count. */
    public static long once(int operations) {
        return Fermata.run(startAll(operations));
    }

    @Async
    private static Coroutine<Long> startAll(int operations) {
        long[] sum = new long[1];
        @SuppressWarnings({"unchecked", "rawtypes"})
        Promise<Integer>[] pending = new Promise[BATCH];
        for (int i = 0; i < operations; i += BATCH) {
            for (int j = 0; j < BATCH; j++) {
                pending[j] = new Promise<>();
                Tasks.startEagerly(suspendOnce(pending[j], sum));
            }
            for (int j = 0; j < BATCH; j++) {
                pending[j].complete(j & 63);
            }
            Await.on(Tasks.yieldNow());
        }
        return Coroutine.of(sum[0]);
    }

    @Async
    private static Coroutine<Void> suspendOnce(Promise<Integer> pending, long[] sum) {
        sum[0] += Await.on(pending);
        return Coroutine.done();
    }

    /** W2b. */
    public static long loop(int operations) {
        return play(operations, OursSuspensions::suspendInLoop);
    }

    @Async
    private static Coroutine<Long> suspendInLoop(Player player) {
        long sum = 0;
        int n = player.turns;
        for (int i = 0; i < n; i++) {
            sum += Await.on(player.pass());
        }
        player.end();
        return Coroutine.of(sum);
    }

    /** W3a: the same below {@code depth} nested calls. */
    public static long nestedLoop(int depth, int operations) {
        return play(operations, player -> above(player, depth));
    }

    @Async
    private static Coroutine<Long> above(Player player, int depth) {
        long sum = depth == 1 ? Await.on(suspendInLoop(player)) : Await.on(above(player, depth - 1));
        return Coroutine.of(sum + 1);
    }

    /** W3b: the whole nest is called, suspends and ends, again and again. */
    public static long nest(int depth, int operations) {
        return play(operations, player -> callNests(player, depth));
    }

    @Async
    private static Coroutine<Long> callNests(Player player, int depth) {
        long sum = 0;
        int n = player.turns;
        for (int i = 0; i < n; i++) {
            sum += Await.on(nest(player, depth));
        }
        player.end();
        return Coroutine.of(sum);
    }

    @Async
    private static Coroutine<Integer> nest(Player player, int depth) {
        if (depth == 1) {
            int innermost = Await.on(player.pass());
            return Coroutine.of(innermost);
        }
        return Coroutine.of((Await.on(nest(player, depth - 1)) + 1) & 127);
    }
}
