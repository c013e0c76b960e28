package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closes streams one after another, whatever fails on the way; throws the first failure, with the others suppressed. */
final class CloseAll extends Steps {

    private final ArrayDeque<AsyncStream<?>> left;
    private @Nullable Throwable failure;

    CloseAll(AsyncStream<?>... streams) {
        this(List.of(streams));
    }

    CloseAll(Collection<? extends AsyncStream<?>> streams) {
        left = new ArrayDeque<>(streams);
    }

    @Override
    @Nullable
    Object first() throws Throwable {
        AsyncStream<?> next = left.poll();
        if (next != null) {
            Steps closing = Steps.of(steps -> steps.await(next.closeAsync(), closed -> null));
            return await(closing, closed -> first(), this::noteFailure);
        }
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    private @Nullable Object noteFailure(Throwable thrown) throws Throwable {
        failure = failure == null ? thrown : both(failure, thrown);
        return first();
    }
}
