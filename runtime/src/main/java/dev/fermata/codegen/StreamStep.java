package dev.fermata.codegen;

import dev.fermata.AsyncStream;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * One step of a {@link StreamState} to its next element, or to its end: a coroutine written by hand.
 *
 * <p>States: 0 not started; {@link #IN_BODY} the body waits for something; {@link #IN_DELEGATE} the stream of a
 * {@code Yield.all} does.
 */
final class StreamStep extends WrittenFrame {

    private static final int IN_BODY = 1;
    private static final int IN_DELEGATE = 2;

    private final StreamState stream;

    /** What the program holds of the stream: not to be taken for dropped while this step is under way. */
    private final AsyncStream<?> handle;

    private final boolean closing;
    private @Nullable GeneratorExit exit;

    StreamStep(StreamState stream, AsyncStream<?> handle, boolean closing) {
        this.stream = stream;
        this.handle = handle;
        this.closing = closing;
    }

    @Override
    protected @Nullable Object run() throws Throwable {
        if (state == 0) {
            stream.showNothing();
        }
        return closing ? closeStream() : advance();
    }

    private @Nullable Object advance() throws Throwable {
        while (true) {
            if (state == IN_BODY) {
                Object handedUp = afterBody();
                if (handedUp != null) {
                    return handedUp;
                }
            } else if (stream.delegate != null) {
                Object found = askDelegate(stream.delegate);
                if (found != null) {
                    return found;
                }
            } else if (stream.elements.hasNext()) {
                stream.show(stream.elements.next());
                return true;
            } else if (stream.body.hasEnded()) {
                return false;
            } else {
                Object handedUp = enterBody(null);
                if (handedUp != null) {
                    return handedUp;
                }
            }
        }
    }

    private @Nullable Object closeStream() throws Throwable {
        AsyncStream<?> delegate = stream.delegate;
        stream.delegate = null;
        stream.elements = Collections.emptyIterator();
        if (state == 0 && !stream.body.isSuspended()) {
            stream.drop();
            return null;
        }
        try {
            Object handedUp = state == IN_BODY ? afterBody() : closeDelegateAndEnterBody(delegate);
            if (handedUp != null) {
                return handedUp;
            }
        } catch (GeneratorExit ended) {
            if (ended != exit) {
                throw ended;
            }
        }
        if (!stream.body.hasEnded()) {
            stream.delegate = null;
            stream.elements = Collections.emptyIterator();
            stream.drop();
            throw new IllegalStateException("the stream handed out an element when it was closed");
        }
        return null;
    }

    /** The body sees the exit or, if the delegate failed to close, that failure. */
    private @Nullable Object closeDelegateAndEnterBody(@Nullable AsyncStream<?> delegate) throws Throwable {
        exit = new GeneratorExit();
        Throwable thrown = exit;
        try {
            if (state == IN_DELEGATE) {
                take();
            } else if (delegate != null) {
                Object closed = Hooks.await(delegate.closeAsync(), this);
                if (closed instanceof Suspended) {
                    state = IN_DELEGATE;
                    return suspend(closed);
                }
            }
        } catch (Throwable failure) {
            thrown = failure;
        }
        return enterBody(new Thrown(thrown));
    }

    /** Returns true if there is an element, a suspension, or null if the delegate has ended. */
    private @Nullable Object askDelegate(AsyncStream<?> delegate) throws Throwable {
        Object found;
        try {
            if (state == IN_DELEGATE) {
                state = 0;
                found = take();
            } else {
                found = Hooks.await(delegate.advance(), this);
            }
        } catch (Throwable failure) {
            stream.delegate = null;
            return enterBody(new Thrown(failure));
        }
        if (found instanceof Suspended) {
            state = IN_DELEGATE;
            return suspend(found);
        }
        if (Boolean.TRUE.equals(found)) {
            stream.show(delegate.current());
            return true;
        }
        stream.delegate = null;
        return null;
    }

    /** Resumes the body with {@code delivered}. Returns a suspension, or null if it has handed out something or ended. */
    private @Nullable Object enterBody(@Nullable Object delivered) throws Throwable {
        Frame frame = stream.body.take();
        frame.deliver(delivered);
        Object result;
        try {
            result = Trampoline.runOnStack(frame, depth() + 1);
        } catch (Throwable failure) {
            stream.ended();
            throw failure;
        }
        if (result instanceof Frame handedUp && !handedUp.hasYielded()) {
            state = IN_BODY;
            return suspend(handedUp);
        }
        bodyReturned(result);
        return null;
    }

    /** The body went on by itself, after a wait, and has handed out something or ended. */
    private @Nullable Object afterBody() throws Throwable {
        state = 0;
        Object result;
        try {
            result = take();
        } catch (Throwable failure) {
            stream.ended();
            throw failure;
        }
        bodyReturned(result);
        return null;
    }

    private void bodyReturned(@Nullable Object result) {
        if (result instanceof Frame handedUp) {
            Yielded yielded = stream.body.suspendedAt(handedUp);
            stream.elements = yielded.elements();
            stream.delegate = yielded.stream();
            stream.opened(handle);
        } else {
            stream.ended();
        }
    }
}
