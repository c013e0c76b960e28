package dev.fermata.codegen;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a generator between two elements: the frame to resume, and who may do so.
 *
 * <p>States: idle (not started, or suspended at a {@code Yield}); running (also while it awaits); ended.
 */
final class GeneratorBody {

    private @Nullable Frame frame;
    private boolean running;
    private boolean started;

    GeneratorBody(Frame frame) {
        frame.claim();
        this.frame = frame;
    }

    boolean hasEnded() {
        return frame == null;
    }

    boolean isSuspended() {
        return started && frame != null;
    }

    /** Ends a body that was never started. */
    void drop() {
        frame = null;
    }

    /** Gives a body that was never started away, to run in the place of another; null if it was. */
    @Nullable
    Frame release() {
        Frame released = started ? null : frame;
        if (released != null) {
            drop();
        }
        return released;
    }

    /** Takes the frame to run it; it is given back by {@link #suspendedAt} or {@link #ended}. */
    Frame take() {
        if (running) {
            throw new IllegalStateException("a generator has one consumer; this one is being run by another");
        }
        running = true;
        started = true;
        return Objects.requireNonNull(frame);
    }

    /** The body has handed out {@code handedUp}'s elements. */
    Yielded suspendedAt(Frame handedUp) {
        running = false;
        frame = handedUp;
        return (Yielded) Suspended.awaited(handedUp);
    }

    void ended() {
        running = false;
        frame = null;
    }
}
