package dev.fermata.internal.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What a loop shows to the {@link Watchdog}: whether it is at work, and in which iteration. Two plain stores in an
 * iteration are all that it costs; which step of an iteration it is in can be seen from the {@link ReadyQueue}.
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

    /** Odd while steps run. Written by the loop's thread. */
    private long beats;

    /** Called before steps run, and again after. */
    void beat() {
        BEATS.setOpaque(this, beats + 1);
    }

    /** The number of beats so far; odd while steps run. Any thread. */
    long beats() {
        return (long) BEATS.getOpaque(this);
    }
}
