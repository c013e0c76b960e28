package dev.fermata.examples.programs;

import dev.fermata.loop.EventLoop;

/**
 * Callbacks at times of the loop's clock.
 *
 * <p>Program P21.
 */
public final class CallAt {

    private CallAt() {}

    public static void main(String[] args) {
        EventLoop loop = EventLoop.create();
        long now = loop.time(); // nanoseconds
        long second = 1_000_000_000;
        loop.callAt(now + 2 * second, () -> System.out.println(2));
        loop.callAt(now + second, () -> System.out.println(1));
        loop.callAt(now + 3 * second, () -> {
            System.out.println(3);
            loop.stop();
        });
        loop.callSoon(() -> System.out.println(4));
        loop.runForever();
        loop.close();
    }
}
