package dev.fermata.loop;

/** The blocking runtime's loop: there is nothing to wait for, so callbacks run at once. */
public class EventLoop {

    private static final EventLoop ONLY = new EventLoop();

    public static EventLoop running() {
        return ONLY;
    }

    /** Returns null: fixtures cancel nothing. */
    public Handle callSoon(Runnable callback) {
        callback.run();
        return null;
    }
}
