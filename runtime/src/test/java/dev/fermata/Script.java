package dev.fermata;

import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.Suspended;
import dev.fermata.codegen.WrittenFrame;
import java.util.concurrent.CompletionStage;

/**
 * A coroutine written as a switch over its suspension points, the way a transformed body is:
 *
 * <pre>
 *   Script.of((point, last) -> switch (point) {
 *       case 0 -> Script.await(promise);
 *       default -> last.get();          // the value of the await before, or its failure thrown
 *   })
 * </pre>
 */
public final class Script extends WrittenFrame {

    /** The code between two awaits. */
    public interface Body {
        Object at(int point, Last last) throws Throwable;
    }

    /** What the await before gave. */
    public interface Last {
        Object get() throws Throwable;
    }

    private record Awaited(Object target) {}

    private final Body body;

    /** How many awaits were begun; may be more than fit in a frame's state. */
    private int awaits;

    private Script(Body body) {
        this.body = body;
    }

    @SuppressWarnings("unchecked")
    public static <T> Coroutine<T> of(Body body) {
        return (Coroutine<T>) (Coroutine<?>) new Script(body);
    }

    /** A coroutine that awaits {@code target} and returns what it gives. */
    public static <T> Coroutine<T> awaiting(Awaitable<T> target) {
        return of((point, last) -> point == 0 ? await(target) : last.get());
    }

    /** A coroutine without an await. */
    public static <T> Coroutine<T> returning(java.util.concurrent.Callable<T> value) {
        return of((point, last) -> value.call());
    }

    /** The result of a step that awaits {@code target}. */
    public static Object await(Awaitable<?> target) {
        return new Awaited(target);
    }

    /** The result of a step that awaits {@code target}. */
    public static Object await(CompletionStage<?> target) {
        return new Awaited(target);
    }

    @Override
    protected Object run() throws Throwable {
        Last last = awaits == 0 ? () -> null : this::take;
        while (true) {
            Object result = body.at(awaits, last);
            if (!(result instanceof Awaited awaited)) {
                return Hooks.result(result);
            }
            awaits++;
            try {
                Object value = awaited.target instanceof Awaitable<?> awaitable
                        ? Hooks.await(awaitable, this)
                        : Hooks.await((CompletionStage<?>) awaited.target, 0);
                if (value instanceof Suspended) {
                    return Hooks.suspend(value, 1, this);
                }
                last = () -> value;
            } catch (Throwable failure) {
                last = () -> {
                    throw failure;
                };
            }
        }
    }
}
