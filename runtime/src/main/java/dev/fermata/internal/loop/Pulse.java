package dev.fermata.internal.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What a loop shows to the {@link Watchdog}: whether it is at work, and for the how many-th time. It costs nothing while
 * there is work; which step the loop is in can be seen from the {@link ReadyQueue}.
 */
final class Pulse {

    private static final VarHandle BEATS;

    static {
        try {
            BEATS = MethodHandles.lookup().findVarHandle(Pulse.class, "beats", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Odd while the loop is at work. Written by the loop's thread. */
    private long beats;

    /** Says whether the loop is at work: it runs, and does not wait for work. */
    void set(boolean atWork) {
        if (((beats & 1) == 1) != atWork) {
            BEATS.setOpaque(this, beats + 1);
        }
    }

    /** Says that the loop's thread does other things while a step runs. */
    void sign() {
        BEATS.setOpaque(this, beats + 2);
    }

    /** The number of changes so far; odd while the loop is at work. Any thread. */
    long beats() {
        return (long) BEATS.getOpaque(this);
    }
}
