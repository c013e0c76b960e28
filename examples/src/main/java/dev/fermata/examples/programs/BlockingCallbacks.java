package dev.fermata.examples.programs;

import dev.fermata.loop.EventLoop;

/**
 * A loop in a thread of its own; two functions that block, posted from here, run one after the other.
 *
 * <p>Program P23.
 */
public final class BlockingCallbacks {

    private BlockingCallbacks() {}

    public static void main(String[] args) throws InterruptedException {
        EventLoop loop = EventLoop.create();
        Thread thread = new Thread(loop::runForever, "loop");
        thread.start();
        loop.callSoonThreadsafe(() -> work(6));
        loop.callSoonThreadsafe(() -> work(3));
        System.out.println("posted");
        loop.callSoonThreadsafe(loop::stop);
        thread.join();
        loop.close();
    }

    private static void work(int seconds) {
        Pace.block(seconds);
        System.out.println(
                seconds + " s, on the thread " + Thread.currentThread().getName());
    }
}
