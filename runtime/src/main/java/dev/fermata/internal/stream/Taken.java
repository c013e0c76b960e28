package dev.fermata.internal.stream;

import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an operation gives, again and again, until it throws that there is nothing more. */
final class Taken<T extends @Nullable Object> extends Operator<T> {

    private final Supplier<? extends Awaitable<? extends T>> operation;
    private final Class<? extends Exception> nothingMore;

    Taken(Supplier<? extends Awaitable<? extends T>> operation, Class<? extends Exception> nothingMore) {
        this.operation = operation;
        this.nothingMore = nothingMore;
    }

    @Override
    Object next(Steps steps) {
        return steps.await(operation.get(), this::emit, failure -> {
            if (nothingMore.isInstance(failure)) {
                return end();
            }
            throw failure;
        });
    }

    @Override
    Awaitable<?> closeUpstream() {
        return Coroutine.done();
    }
}
