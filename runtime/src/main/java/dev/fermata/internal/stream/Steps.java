package dev.fermata.internal.stream;

import dev.fermata.Awaitable;
import dev.fermata.Cancellation;
import dev.fermata.Coroutine;
import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.Suspended;
import dev.fermata.codegen.WrittenFrame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine written by hand, as a chain of steps: each returns the result, or what {@link #await} returns, which says
 * what to wait for and how to go on.
 *
 * <pre>
 *   return await(upstream.advance(), found -> found == TRUE ? emit(upstream.current()) : end());
 * </pre>
 *
 * <p>A step never runs inside another: it returns to {@link #run}, which awaits and calls the next. So a chain of any
 * length needs no native stack, and a step may name itself as the next one: that is a loop.
 */
abstract class Steps extends WrittenFrame {

    /** The step after an await: gets the value. */
    @FunctionalInterface
    interface Then {
        @Nullable
        Object with(@Nullable Object value) throws Throwable;
    }

    /** The step after an await that has failed. */
    @FunctionalInterface
    interface Otherwise {
        @Nullable
        Object with(Throwable failure) throws Throwable;
    }

    /** The first step, of {@link #of}. */
    @FunctionalInterface
    interface First {
        @Nullable
        Object with(Steps steps) throws Throwable;
    }

    private static final int WAITING = 1;
    private static final Object NEXT = new Object();

    // The next step; null while a step runs.
    private @Nullable Awaitable<?> awaited;
    private @Nullable Then then;
    private @Nullable Otherwise otherwise;

    private boolean failing;

    /** A coroutine that begins with {@code first}. */
    static Steps of(First first) {
        return new Steps() {
            @Override
            @Nullable
            Object first() throws Throwable {
                return first.with(this);
            }
        };
    }

    /** The first step. */
    abstract @Nullable Object first() throws Throwable;

    /** A step for what any of the steps throws, once: what this one, or a later one, throws ends the coroutine. */
    @Nullable
    Object failed(Throwable failure) throws Throwable {
        throw failure;
    }

    /** Awaits {@code next} and goes on with {@code step}; to be returned at once. */
    final Object await(Awaitable<?> next, Then step) {
        awaited = next;
        then = step;
        return NEXT;
    }

    /** As {@link #await(Awaitable, Then)}; if {@code next} fails, goes on with {@code failureStep}. */
    final Object await(Awaitable<?> next, Then step, Otherwise failureStep) {
        otherwise = failureStep;
        return await(next, step);
    }

    /** This frame as the coroutine that a caller sees. */
    @SuppressWarnings("unchecked")
    final <T extends @Nullable Object> Coroutine<T> as() {
        return (Coroutine<T>) this;
    }

    /** What to throw when {@code second} was thrown while {@code first} was cleaned up after. */
    static Throwable both(Throwable first, Throwable second) {
        if (second == first) {
            return first;
        }
        // A cancellation must not be lost, and of two the scope further out must get its own.
        boolean secondWins = second instanceof Cancellation cancellation
                && (!(first instanceof Cancellation before) || outermost(cancellation, before) == cancellation);
        Throwable thrown = secondWins ? second : first;
        thrown.addSuppressed(secondWins ? first : second);
        return thrown;
    }

    @Override
    protected @Nullable Object run() throws Throwable {
        Object result = state == 0 ? begin() : resume();
        while (result == NEXT) {
            Awaitable<?> next = awaited;
            awaited = null;
            Object value;
            try {
                value = Hooks.await(Objects.requireNonNull(next), this);
            } catch (Throwable failure) {
                result = thrown(failure);
                continue;
            }
            if (value instanceof Suspended) {
                return Hooks.suspend(value, WAITING, this);
            }
            result = given(value);
        }
        return Hooks.result(result);
    }

    private @Nullable Object begin() throws Throwable {
        try {
            return first();
        } catch (Throwable failure) {
            return escalate(failure);
        }
    }

    private @Nullable Object resume() throws Throwable {
        Object value;
        try {
            value = take();
        } catch (Throwable failure) {
            return thrown(failure);
        }
        return given(value);
    }

    private @Nullable Object given(@Nullable Object value) throws Throwable {
        Then step = Objects.requireNonNull(then);
        then = null;
        otherwise = null;
        try {
            return step.with(value);
        } catch (Throwable failure) {
            return escalate(failure);
        }
    }

    private @Nullable Object thrown(Throwable failure) throws Throwable {
        Otherwise step = otherwise;
        then = null;
        otherwise = null;
        try {
            if (step == null) {
                throw failure;
            }
            return step.with(failure);
        } catch (Throwable thrown) {
            return escalate(thrown);
        }
    }

    private @Nullable Object escalate(Throwable failure) throws Throwable {
        if (failing) {
            throw failure;
        }
        failing = true;
        return failed(failure);
    }
}
