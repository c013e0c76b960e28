package dev.fermata.examples.programs;

import dev.fermata.loop.EventLoop;

/**
 * A callback that the loop calls soon, and that stops the loop.
 *
 * <p>Program P19.
 */
public final class CallSoon {

    private CallSoon() {}

    public static void main(String[] args) {
        EventLoop loop = EventLoop.create();
        loop.callSoon(() -> callback(2, loop));
        loop.runForever();
        loop.close();
    }

    private static void callback(int number, EventLoop loop) {
        System.out.println("callback " + number);
        loop.stop();
    }
}
