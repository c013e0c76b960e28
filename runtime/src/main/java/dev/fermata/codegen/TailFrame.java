package dev.fermata.codegen;

import org.jspecify.annotations.Nullable;

/** Stands in for a body that has returned something pending: waits for it, and passes its outcome on. */
final class TailFrame extends Frame {

    private static final Entry PASS_ON = (frame, depth) -> escape(frame.take());

    private TailFrame() {
        super(PASS_ON, 0);
        claim();
        state = 1;
    }

    @Override
    protected @Nullable StackTraceElement place() {
        return null;
    }

    /** Turns what an await gave into the result of a body. */
    static @Nullable Object over(@Nullable Object awaited) {
        return awaited instanceof Suspended && !(awaited instanceof Escape)
                ? new TailFrame().suspend(awaited)
                : awaited;
    }
}
