package dev.fermata.examples.programs;

import dev.fermata.loop.EventLoop;
import java.time.Duration;

/**
 * Callbacks after a delay come in the order of their times, whatever the order of the calls.
 *
 * <p>Program P20.
 */
public final class CallLater {

    private CallLater() {}

    public static void main(String[] args) {
        EventLoop loop = EventLoop.create();
        loop.callLater(Duration.ofSeconds(2), () -> System.out.println(2));
        loop.callLater(Duration.ofSeconds(1), () -> System.out.println(1));
        loop.callLater(Duration.ofSeconds(3), () -> {
            System.out.println(3);
            loop.stop();
        });
        loop.callSoon(() -> System.out.println(4));
        loop.runForever();
        loop.close();
    }
}
