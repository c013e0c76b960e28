package dev.fermata.internal.context;

/**
 * A callback that runs in the context that was current where it was registered. No interface, since loops ask every callback
 * whether it is one: a look at a class takes the JVM far less time.
 */
public abstract class CapturedCallback implements Runnable {

    /** Prepares one run of {@link #callback} on this thread. */
    public abstract CallbackContext begin();

    /** What to run between {@link #begin} and {@link CallbackContext#end}. */
    public abstract Runnable callback();
}
