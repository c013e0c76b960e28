package dev.fermata.sync;

import dev.fermata.Coroutine;
import dev.fermata.codegen.Frame;
import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.Suspended;
import dev.fermata.codegen.WrittenFrame;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The coroutine that awaits a condition until a predicate holds: a frame, written by hand. */
final class PredicateWait extends WrittenFrame {

    private final AsyncCondition condition;
    private final @Nullable Supplier<?> source;
    private final BooleanSupplier predicate;

    private PredicateWait(AsyncCondition condition, @Nullable Supplier<?> source, BooleanSupplier predicate) {
        this.condition = condition;
        this.source = source;
        this.predicate = predicate;
    }

    /** Ends when {@code source}, unless it is null, gives a value, or when {@code predicate} is true. */
    @SuppressWarnings("unchecked")
    static <T extends @Nullable Object> Coroutine<T> of(
            AsyncCondition condition, @Nullable Supplier<?> source, BooleanSupplier predicate) {
        return (Coroutine<T>) (Coroutine<?>) new PredicateWait(condition, source, predicate);
    }

    @Override
    protected @Nullable Object run() throws Throwable {
        if (state != 0) {
            take();
        }
        while (true) {
            Object value = source == null ? null : source.get();
            if (value != null || predicate.getAsBoolean()) {
                return Frame.escape(value);
            }
            Object notified = Hooks.await(condition.await(), this);
            if (notified instanceof Suspended) {
                return Hooks.suspend(notified, 1, this);
            }
        }
    }
}
