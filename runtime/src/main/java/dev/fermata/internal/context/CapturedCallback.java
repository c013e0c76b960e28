package dev.fermata.internal.context;

/** A callback that runs in the context that was current where it was registered. */
public interface CapturedCallback extends Runnable {

    /** Prepares one run of {@link #callback} on this thread. */
    CallbackContext begin();

    /** What to run between {@link #begin} and {@link CallbackContext#end}. */
    Runnable callback();
}
