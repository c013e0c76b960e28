package dev.fermata.codegen;

import org.jspecify.annotations.Nullable;

/** The frame of a coroutine that is written by hand, not made by the transformer: its body is {@link #run}. */
public abstract class WrittenFrame extends Frame {

    private static final Entry ENTRY = (frame, depth) -> {
        WrittenFrame written = (WrittenFrame) frame;
        written.depth = (byte) depth;
        return written.run();
    };

    private byte depth;

    /** For the runtime's own subclasses. */
    protected WrittenFrame() {
        super(ENTRY, 0);
    }

    /**
     * The body: begins, or goes on from {@link #state}. Returns a value ({@link Hooks#result}) or what
     * {@link Hooks#suspend} does.
     */
    protected abstract @Nullable Object run() throws Throwable;

    /** How many bodies stand below this one on the native stack, while it runs. */
    final int depth() {
        return depth;
    }

    @Override
    protected @Nullable StackTraceElement place() {
        return new StackTraceElement(getClass().getName(), "await", null, -1);
    }
}
