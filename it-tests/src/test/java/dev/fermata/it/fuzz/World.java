package dev.fermata.it.fuzz;

import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.Promise;
import dev.fermata.it.fuzz.Pattern.Step;
import dev.fermata.loop.EventLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntUnaryOperator;

/** What surrounds one run of a generated program: it decides how the awaits go, and keeps the trace. */
public final class World {

    /** How deep a method calls itself. */
    static final int MOST_LEVELS = 12_000;

    private static final int MOST_EVENTS = 400;
    private static final int MOST_CALLS = 30_000;
    private static final int MOST_ROUNDS = 20_000;

    private final Pattern pattern;
    private final List<String> trace = new ArrayList<>();
    private int awaits;
    private int rounds;
    private int calls;
    private boolean wasDeep;

    World(Pattern pattern) {
        this.pattern = pattern;
    }

    /** What generated code throws: unchecked, checked, an error. */
    public static final class Oops extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Oops(String message) {
            super(message);
        }
    }

    public static final class Checked extends Exception {
        private static final long serialVersionUID = 1L;

        public Checked(String message) {
            super(message);
        }
    }

    public static final class Fault extends Error {
        private static final long serialVersionUID = 1L;

        public Fault(String message) {
            super(message);
        }
    }

    /** The type of lambdas in the asynchronous form. */
    @FunctionalInterface
    public interface Later<T> {
        Coroutine<T> call(int argument) throws Exception;
    }

    /** The type of lambdas in the blocking form. */
    @FunctionalInterface
    public interface Now<T> {
        T call(int argument) throws Exception;
    }

    /**
     * Appends to the trace. Programs that run on for very long are stopped here, always at the same point.
     *
     * @throws Checked never; so that a program may catch it wherever it makes an event
     */
    public void event(String site, Object value) throws Checked {
        note(site, value);
    }

    public void note(String site, Object value) {
        if (trace.size() >= MOST_EVENTS) {
            throw new Fault("enough");
        }
        trace.add(site + ": " + text(value));
    }

    /** True now and then, always at the same points. */
    public boolean rarely() {
        return trace.size() % 5 == 4;
    }

    /** Stops a recursion that lost its bound, as it may while a program is shrunk, or that branches too much. */
    public void enter(int depth) {
        if (depth < 0 || ++calls > MOST_CALLS) {
            throw new Fault("too deep");
        }
    }

    /** Lets a method call itself {@code levels} times; very often only once in a run. */
    public int levels(int levels) {
        boolean tooDeep = levels == MOST_LEVELS && wasDeep;
        wasDeep |= levels == MOST_LEVELS;
        return tooDeep ? 120 : levels;
    }

    /** True; part of every loop, so that one whose counter got lost ends, too. */
    public boolean goesOn() {
        if (++rounds > MOST_ROUNDS) {
            throw new Fault("endless");
        }
        return true;
    }

    /** The blocking form of an await. */
    public <T> T now(int site, T value) {
        Step step = next(site, value);
        if (step.fails()) {
            throw World.<RuntimeException>sneaky(failure(site));
        }
        return value;
    }

    public <T> Awaitable<T> at(int site, T value) {
        Step step = next(site, value);
        int variant = awaits % 3;
        return switch (step) {
            case DONE -> variant == 0 ? Coroutine.of(value) : variant == 1 ? promised(value) : w -> w.complete(value);
            case LATER -> variant == 0 ? w -> soon(() -> w.complete(value)) : promisedLater(value);
            case FAILED -> variant == 0 ? failed(failure(site)) : w -> w.fail(failure(site));
            case FAILS_LATER -> {
                Throwable failure = failure(site);
                yield variant == 0 ? w -> soon(() -> w.fail(failure)) : failingLater(failure);
            }
            case THROWS -> throw World.<RuntimeException>sneaky(failure(site));
        };
    }

    public <T> CompletionStage<T> stage(int site, T value) {
        Step step = next(site, value);
        CompletableFuture<T> future = new CompletableFuture<>();
        switch (step) {
            case DONE -> future.complete(value);
            case LATER -> soon(() -> future.complete(value));
            case FAILED -> future.completeExceptionally(failure(site));
            case FAILS_LATER -> {
                Throwable failure = failure(site);
                soon(() -> future.completeExceptionally(failure));
            }
            case THROWS -> throw World.<RuntimeException>sneaky(failure(site));
        }
        return awaits % 2 == 0 ? future : future.thenApply(same -> same);
    }

    private <T> Step next(int site, T value) {
        note("await " + site, value);
        return pattern.steps().apply(awaits++);
    }

    private Throwable failure(int site) {
        String message = "await " + site + " failed";
        return switch (awaits % 3) {
            case 0 -> new Oops(message);
            case 1 -> new Checked(message);
            default -> new Fault(message);
        };
    }

    private static <T> Promise<T> promised(T value) {
        Promise<T> promise = new Promise<>();
        promise.complete(value);
        return promise;
    }

    private static <T> Promise<T> promisedLater(T value) {
        Promise<T> promise = new Promise<>();
        soon(() -> promise.complete(value));
        return promise;
    }

    private static <T> Promise<T> failed(Throwable failure) {
        Promise<T> promise = new Promise<>();
        promise.fail(failure);
        return promise;
    }

    private static <T> Promise<T> failingLater(Throwable failure) {
        Promise<T> promise = new Promise<>();
        soon(() -> promise.fail(failure));
        return promise;
    }

    private static void soon(Runnable action) {
        EventLoop.current().callSoon(action);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneaky(Throwable failure) throws E {
        throw (E) failure;
    }

    List<String> trace() {
        return trace;
    }

    public static int twice(IntUnaryOperator operator, int value) {
        return operator.applyAsInt(operator.applyAsInt(value));
    }

    public static int sum(int first, int... rest) {
        return first + Arrays.stream(rest).sum();
    }

    public static String join(Object... parts) {
        return parts == null ? "no parts" : text(parts);
    }

    /** What contains other values, and is written no deeper than the rest. */
    public interface Textual {
        String text(int depth);
    }

    /** A value as text that is the same in every run (no identity hash codes) and not long. */
    public static String text(Object value) {
        return cut(text(value, 0));
    }

    public static String text(Object value, int depth) {
        if (depth > 4) {
            return "...";
        }
        if (value instanceof Throwable throwable) {
            return describe(throwable);
        }
        if (value instanceof Textual textual) {
            return textual.text(depth);
        }
        if (value instanceof Object[] array) {
            return text(Arrays.asList(array), depth);
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(each -> text(each, depth + 1)).toList().toString();
        }
        if (value != null && value.getClass().isArray()) {
            String inList = Arrays.deepToString(new Object[] {value});
            return inList.substring(1, inList.length() - 1);
        }
        return String.valueOf(value);
    }

    /** Keeps strings in loops from growing without end. */
    public static String cut(String string) {
        return string == null || string.length() <= 80 ? string : string.substring(0, 80);
    }

    /** Without the messages that the JVM makes of variables' and class loaders' names. */
    static String describe(Throwable failure) {
        boolean vague = failure instanceof NullPointerException || failure instanceof ClassCastException;
        String suppressed = failure.getSuppressed().length == 0 ? "" : " with " + text(failure.getSuppressed());
        return failure.getClass().getName() + (vague ? "" : "(" + failure.getMessage() + ")") + suppressed;
    }
}
