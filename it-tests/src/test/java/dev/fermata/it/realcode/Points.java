package dev.fermata.it.realcode;

import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the bodies of an {@linkplain Asyncify asyncified} library await: things that are done or, about as often, things
 * that the {@link Driver} completes later on the same thread. Which they are is decided by a seed, thread by thread.
 */
public final class Points {

    private static final long SEED = Long.getLong("realcode.seed", 0);
    private static final Object TOKEN = "the awaited value";
    private static final ThreadLocal<Points> OF_THREAD = ThreadLocal.withInitial(Points::new);

    /** How often a body has been suspended, in this JVM. */
    static final LongAdder SUSPENSIONS = new LongAdder();

    private final Random random = new Random(SEED);

    /** What to run so that the innermost body that is suspended on this thread goes on. */
    private final ArrayDeque<Runnable> pending = new ArrayDeque<>();

    private Points() {}

    /** The operand of an {@code Await.on(Awaitable)}. */
    public static Awaitable<Object> awaitable() {
        Points points = OF_THREAD.get();
        return switch (points.random.nextInt(8)) {
            case 0, 1, 2 -> Coroutine.of(TOKEN);
            case 3 -> waiter -> waiter.complete(TOKEN);
            case 4 -> Driver.nested();
            default -> waiter -> points.pending.push(() -> waiter.complete(TOKEN));
        };
    }

    /** The operand of an {@code Await.on(CompletionStage)}. */
    public static CompletionStage<Object> stage() {
        Points points = OF_THREAD.get();
        CompletableFuture<Object> future = new CompletableFuture<>();
        if (points.random.nextBoolean()) {
            future.complete(TOKEN);
        } else {
            points.pending.push(() -> future.complete(TOKEN));
        }
        return future;
    }

    /** Takes what an await returned. */
    public static void arrived(Object value) {
        if (value != TOKEN) {
            throw new AssertionError("an await returned " + value);
        }
    }

    /** Completes what the innermost suspended body of this thread awaits. */
    static void completeLatest() {
        Runnable latest = OF_THREAD.get().pending.poll();
        if (latest == null) {
            throw new AssertionError("a body is suspended and awaits nothing");
        }
        SUSPENSIONS.increment();
        latest.run();
    }
}
