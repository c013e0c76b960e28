package dev.fermata;

import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import dev.fermata.loop.Step;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a loop that have handed out an element and have not ended: their bodies may have something to clean up.
 * One that the program has dropped is closed when the garbage collector has seen that, by a task of the loop; the others
 * when the loop ends. Owned by the loop's thread.
 */
final class OpenStreams {

    /** Makes its thread when the first stream is opened. */
    private static final class Collected {
        static final Cleaner CLEANER = Cleaner.create();

        private Collected() {}
    }

    private final EventLoop loop;
    private final Set<OpenStream> open = new LinkedHashSet<>();

    OpenStreams(EventLoop loop) {
        this.loop = loop;
    }

    /** Takes care of {@code state} until the returned action is run, on the loop's thread. */
    Runnable opened(AsyncStream<?> handle, AsyncStream<?> state) {
        OpenStream stream = new OpenStream(this, state);
        open.add(stream);
        stream.cleanable = Collected.CLEANER.register(handle, stream::handleCollected);
        return stream;
    }

    /** Begins to close all that are open; returns the tasks that do so. */
    List<Task<?>> closeAll() {
        List<Task<?>> closing = new ArrayList<>();
        for (OpenStream stream : List.copyOf(open)) {
            closing.add(stream.close());
        }
        return closing;
    }

    /** Must not refer to the handle; running it ends the care. */
    private static final class OpenStream extends Step implements Runnable {

        private final OpenStreams owner;
        private final AsyncStream<?> state;
        private volatile boolean left;
        private Cleaner.@Nullable Cleanable cleanable;

        OpenStream(OpenStreams owner, AsyncStream<?> state) {
            this.owner = owner;
            this.state = state;
        }

        @Override
        public void run() {
            left = true;
            owner.open.remove(this);
            Objects.requireNonNull(cleanable).clean();
        }

        /** On the cleaner's thread; or within {@link #run}, which has nothing left to do. */
        private void handleCollected() {
            if (!left) {
                post(owner.loop, this);
            }
        }

        /** On the loop's thread, after the handle was collected. */
        @Override
        protected void turn() {
            if (!left && owner.open.contains(this)) {
                close();
            }
        }

        Task<?> close() {
            owner.open.remove(this);
            Task<?> closing = Tasks.startOn(owner.loop, state.closeAsync());
            closing.setName("closing a stream that was left");
            reportFailure(closing);
            return closing;
        }

        private <T extends @Nullable Object> void reportFailure(Task<T> closing) {
            closing.addDoneCallback(ended -> {
                Throwable failure = ended.hasFailed() ? ended.exception() : null;
                if (failure != null) {
                    owner.loop.reportFailure(
                            new ErrorContext("closing a stream that was left has failed", failure, ended));
                }
            });
        }
    }
}
