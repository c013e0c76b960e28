package dev.fermata.benchmarks.ours;

import dev.fermata.benchmarks.harness.Posting;
import dev.fermata.loop.EventLoop;

/** W8: work for a loop from another thread. */
public final class OursPosts {

    private static final EventLoop LOOP = started();

    private OursPosts() {}

    private static EventLoop started() {
        EventLoop loop = EventLoop.create();
        // No lambda: its body would be a method of this class, which is not initialised before this returns.
        Thread thread = new Thread(loop::runForever, "ours");
        thread.setDaemon(true);
        thread.start();
        return loop;
    }

    /** W8. */
    public static long post(int operations) throws InterruptedException {
        return Posting.throughput(LOOP, operations);
    }

    /** W8rt. */
    public static long roundTrips(int operations) {
        return Posting.roundTrips(LOOP, operations);
    }
}
