package dev.fermata.benchmarks.vt;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** W1c to W4 with virtual threads; the flags of the JVM give them one carrier. */
public final class ThreadSuspensions {

    private static final MethodHandle START = start();

    private ThreadSuspensions() {}

    private static MethodHandle start() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    static Thread start(Runnable body) {
        try {
            return (Thread) START.invokeExact(body);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a virtual thread computes. */
    interface Main {
        long run() throws InterruptedException;
    }

    /** Runs {@code main} on a virtual thread, so that all of the workload shares the carrier. */
    static long onVirtualThread(Main main) throws InterruptedException {
        long[] result = new long[1];
        start(() -> {
                    try {
                        result[0] = main.run();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();
        return result[0];
    }

    /** W1c. */
    public static long starts(int operations) throws InterruptedException {
        return onVirtualThread(() -> {
            long[] sum = new long[1];
            for (int i = 0; i < operations; i++) {
                int x = i & 63;
                start(() -> sum[0] += x + 1).join();
            }
            return sum[0];
        });
    }

    /** What a thread parks at until somebody completes it. */
    private static final class Signal {

        private final Thread owner = Thread.currentThread();
        private volatile boolean completed;
        private int value;

        void complete(int result) {
            value = result;
            completed = true;
            LockSupport.unpark(owner);
        }

        int await() {
            while (!completed) {
                LockSupport.park(this);
            }
            return value;
        }
    }

    /** W2a. A hundred threads at a time. */
    public static long once(int operations) throws InterruptedException {
        return onVirtualThread(() -> {
            long[] sum = new long[1];
            Signal[] signals = new Signal[100];
            for (int i = 0; i < operations; i += signals.length) {
                CountDownLatch ended = new CountDownLatch(signals.length);
                for (int j = 0; j < signals.length; j++) {
                    int index = j;
                    start(() -> {
                        signals[index] = new Signal();
                        sum[0] += signals[index].await();
                        ended.countDown();
                    });
                }
                Thread.yield();
                for (int j = 0; j < signals.length; j++) {
                    signals[j].complete(j & 63);
                }
                ended.await();
            }
            return sum[0];
        });
    }

    /** One of two threads that complete each other's signals. */
    private static final class Player {

        private Player other;
        private Signal pending;
        private int i;

        int turn() {
            Signal mine = new Signal();
            pending = mine;
            other.resume();
            return mine.await();
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

    private interface Game {
        long play(Player player);
    }

    private static long play(Game game) throws InterruptedException {
        return onVirtualThread(() -> {
            Player first = new Player();
            Player second = new Player();
            first.other = second;
            second.other = first;
            long[] sum = new long[1];
            Thread started = start(() -> sum[0] = game.play(first));
            long mine = game.play(second);
            started.join();
            return sum[0] + mine;
        });
    }

    /** W2b. */
    public static long loop(int operations) throws InterruptedException {
        return play(player -> loop(player, operations / 2));
    }

    private static long loop(Player player, int turns) {
        long sum = 0;
        for (int i = 0; i < turns; i++) {
            sum += player.turn();
        }
        player.end();
        return sum;
    }

    /** W3a. */
    public static long nestedLoop(int depth, int operations) throws InterruptedException {
        return play(player -> above(player, depth, operations / 2));
    }

    private static long above(Player player, int depth, int turns) {
        return 1 + (depth == 1 ? loop(player, turns) : above(player, depth - 1, turns));
    }

    /** W3b. */
    public static long nest(int depth, int operations) throws InterruptedException {
        return play(player -> {
            long sum = 0;
            for (int i = 0; i < operations / 2; i++) {
                sum += nest(player, depth);
            }
            player.end();
            return sum;
        });
    }

    private static int nest(Player player, int depth) {
        return depth == 1 ? player.turn() : (nest(player, depth - 1) + 1) & 127;
    }

    /** W4. */
    public static long yields(int tasks, int operations) throws InterruptedException {
        return onVirtualThread(() -> {
            long[] sum = new long[1];
            Thread[] threads = new Thread[tasks];
            for (int t = 0; t < tasks; t++) {
                threads[t] = start(() -> {
                    long mine = 0;
                    for (int i = 0; i < operations / tasks; i++) {
                        mine += i;
                        Thread.yield();
                    }
                    sum[0] += mine;
                });
            }
            for (Thread thread : threads) {
                thread.join();
            }
            return sum[0];
        });
    }
}
