package dev.fermata.codegen;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import org.jspecify.annotations.Nullable;

/** What the program holds of a {@link StreamState}. */
final class GeneratedStream<T extends @Nullable Object> implements AsyncStream<T> {

    final StreamState state;

    GeneratedStream(Frame frame) {
        state = new StreamState(frame);
    }

    @Override
    public Awaitable<Boolean> advance() {
        return state.step(this, false);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})
    public T current() {
        return (T) state.current();
    }

    @Override
    public Awaitable<@Nullable Void> closeAsync() {
        return state.step(this, true);
    }
}
