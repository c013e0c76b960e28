package dev.fermata.benchmarks.limit;

/**
 * W2 and W3: suspending on a pending future. As on our loop, two play, and each completes what the other
 * waits for. Here whoever is to go on is handed from step to step, and no queue is needed.
 */
public final class LimitSuspensions {

    private static final int BATCH = 100;

    private LimitSuspensions() {}

    /** One of two players. */
    private static final class Player {

        private final int turns;
        private Player other = this;
        private Pending pending;
        private int i;
        private long sum;

        Player(int turns) {
            this.turns = turns;
        }

        /** Has {@code waiter} wait for {@code mine}, after which it is the other's turn; returns who is to run now. */
        Activation pass(Activation waiter, Pending mine) {
            mine.waiter = waiter;
            pending = mine;
            return other.resume();
        }

        Activation resume() {
            return pending == null ? null : pending.complete(i++ & 63);
        }

        void end(long result) {
            sum = result;
            pending = null;
        }

        /** Goes on without the other, which has ended. */
        void finish() {
            while (pending != null) {
                Activation.run(resume());
            }
        }
    }

    private interface Game {
        Activation play(Player player);
    }

    private static long play(int operations, Game game) {
        Player first = new Player(operations / 2);
        Player second = new Player(operations / 2);
        first.other = second;
        second.other = first;
        Activation.run(game.play(first));
        Activation.run(game.play(second));
        first.finish();
        second.finish();
        return first.sum + second.sum;
    }

    /** W2a: start, suspend once, end; a hundred at a time. */
    public static long once(int operations) {
        long[] sum = new long[1];
        Pending[] pending = new Pending[BATCH];
        for (int i = 0; i < operations; i += BATCH) {
            for (int j = 0; j < BATCH; j++) {
                pending[j] = new Pending();
                Activation.run(new Once(pending[j], sum));
            }
            for (int j = 0; j < BATCH; j++) {
                Activation.run(pending[j].complete(j & 63));
            }
        }
        return sum[0];
    }

    private static final class Once extends Activation {

        private final Pending pending;
        private final long[] sum;

        Once(Pending pending, long[] sum) {
            this.pending = pending;
            this.sum = sum;
        }

        @Override
        Activation step() {
            if (state == 0) {
                pending.waiter = this;
                state = 1;
                return null;
            }
            sum[0] += (Integer) pending.value;
            return caller;
        }
    }

    /** W2b: a coroutine suspends in a loop. */
    public static long loop(int operations) {
        return play(operations, Loop::new);
    }

    private static final class Loop extends Activation {

        private final Player player;
        private final int n;
        private int i;
        private long sum;
        private Pending pending;

        Loop(Player player) {
            this.player = player;
            n = player.turns;
        }

        @Override
        Activation step() {
            if (state == 1) {
                sum += (Integer) pending.value;
                pending = null;
            }
            if (i == n) {
                player.end(sum);
                return caller;
            }
            i++;
            pending = new Pending();
            state = 1;
            return player.pass(this, pending);
        }
    }

    /** W3a: the same below {@code depth} nested calls. */
    public static long nestedLoop(int depth, int operations) {
        return play(operations, player -> new Above(player, depth));
    }

    private static final class Above extends Activation {

        private final Player player;
        private final int depth;

        Above(Player player, int depth) {
            this.player = player;
            this.depth = depth;
        }

        @Override
        Activation step() {
            if (state == 1) {
                player.sum++;
                return caller;
            }
            state = 1;
            Activation callee = depth == 1 ? new Loop(player) : new Above(player, depth - 1);
            callee.caller = this;
            return callee;
        }
    }

    /** W3b: the whole nest is called, suspends and ends, again and again. */
    public static long nest(int depth, int operations) {
        return play(operations, player -> new Root(player, depth, false));
    }

    /** W3b, where each frame keeps that of its callee for the next call. */
    public static long reusedNest(int depth, int operations) {
        return play(operations, player -> new Root(player, depth, true));
    }

    private static final class Root extends Activation {

        private final Player player;
        private final int depth;
        private final int n;
        private final boolean reuse;
        private int i;
        private long sum;
        private Nest callee;

        Root(Player player, int depth, boolean reuse) {
            this.player = player;
            this.depth = depth;
            this.reuse = reuse;
            n = player.turns;
        }

        @Override
        Activation step() {
            if (state == 1) {
                sum += callee.result;
            }
            if (i == n) {
                player.end(sum);
                return null;
            }
            i++;
            state = 1;
            if (callee == null || !reuse) {
                callee = new Nest(player, depth, this, reuse);
            }
            callee.state = 0;
            return callee;
        }
    }

    private static final class Nest extends Activation {

        private final Player player;
        private final int depth;
        private final boolean reuse;
        private Nest callee;
        private Pending pending;
        private int result;

        Nest(Player player, int depth, Activation caller, boolean reuse) {
            this.player = player;
            this.depth = depth;
            this.caller = caller;
            this.reuse = reuse;
        }

        @Override
        Activation step() {
            if (depth == 1) {
                return innermost();
            }
            if (state == 0) {
                state = 1;
                if (callee == null || !reuse) {
                    callee = new Nest(player, depth - 1, this, reuse);
                }
                callee.state = 0;
                return callee;
            }
            result = callee.result + 1;
            return caller;
        }

        private Activation innermost() {
            if (state == 0) {
                state = 1;
                pending = new Pending();
                return player.pass(this, pending);
            }
            result = (Integer) pending.value;
            return caller;
        }
    }
}
