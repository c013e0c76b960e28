package dev.fermata.internal.stream;

import dev.fermata.Awaitable;
import dev.fermata.Emitter;
import dev.fermata.Overflow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The elements that callbacks emit, which are registered when the first element is asked for. */
final class CallbackStream<T extends @Nullable Object> extends Operator<T> {

    private final Consumer<? super Emitter<T>> registration;
    private final EmitterBuffer<T> buffer;
    private boolean registered;

    CallbackStream(Overflow overflow, Consumer<? super Emitter<T>> registration) {
        this.registration = registration;
        this.buffer = new EmitterBuffer<>(overflow);
    }

    @Override
    Object next(Steps steps) throws Throwable {
        if (!registered) {
            registered = true;
            registration.accept(buffer);
        }
        Object found = buffer.poll();
        if (found == EmitterBuffer.NOTHING) {
            return steps.await(buffer.changed(), changed -> next(steps));
        }
        if (found != EmitterBuffer.END) {
            return emit(Values.unmask(found));
        }
        Throwable failure = buffer.failure();
        if (failure != null) {
            throw failure;
        }
        return end();
    }

    @Override
    Awaitable<?> closeUpstream() {
        return Steps.of(steps -> {
            buffer.closeByConsumer();
            return null;
        });
    }
}
