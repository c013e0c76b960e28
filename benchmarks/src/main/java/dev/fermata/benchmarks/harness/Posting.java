package dev.fermata.benchmarks.harness;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/** W8: giving work to a thread that runs an event loop. */
public final class Posting {

    private Posting() {}

    /** Posts {@code operations} times, and waits until all is done. */
    public static long throughput(Executor loop, int operations) throws InterruptedException {
        Counter counter = new Counter(operations);
        for (int i = 0; i < operations; i++) {
            loop.execute(counter);
        }
        counter.done.await();
        return counter.count;
    }

    private static final class Counter implements Runnable {

        private final int goal;
        private final CountDownLatch done = new CountDownLatch(1);
        private int count;

        Counter(int goal) {
            this.goal = goal;
        }

        @Override
        public void run() {
            if (++count == goal) {
                done.countDown();
            }
        }
    }

    /** Posts once and waits for the answer, {@code operations} times. */
    public static long roundTrips(Executor loop, int operations) {
        Answer answer = new Answer();
        for (int i = 0; i < operations; i++) {
            answer.come = false;
            loop.execute(answer);
            while (!answer.come) {
                LockSupport.park(answer);
            }
        }
        return operations;
    }

    private static final class Answer implements Runnable {

        private final Thread asker = Thread.currentThread();
        private volatile boolean come;

        @Override
        public void run() {
            come = true;
            LockSupport.unpark(asker);
        }
    }
}
