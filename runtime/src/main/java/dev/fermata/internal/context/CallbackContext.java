package dev.fermata.internal.context;

/** The context of the callback that an event loop is running. Owned by the loop's thread. */
public interface CallbackContext {

    /** Called when the callback, and what is done about its failure, has ended. */
    void end();
}
