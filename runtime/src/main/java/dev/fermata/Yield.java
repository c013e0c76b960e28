package dev.fermata;

import org.jspecify.annotations.Nullable;

/**
 * The points at which a generator hands out elements: in an {@link Async} method that returns a {@link Generator} or an
 * {@link AsyncStream}.
 *
 * <p>Every method here is replaced by the transformer. Where that did not happen, it throws
 * {@link NotInstrumentedException}.
 */
public final class Yield {

    private Yield() {}

    /** Hands out {@code element} and suspends until the next one is asked for. */
    public static <T extends @Nullable Object> void value(T element) {
        throw NotInstrumentedException.calledFrom(Yield.class);
    }

    /** Hands out every element of {@code elements}, in their order, as if each were a {@link #value} of this method. */
    public static <T extends @Nullable Object> void all(Iterable<? extends T> elements) {
        throw NotInstrumentedException.calledFrom(Yield.class);
    }

    /** As {@link #all(Iterable)}; only in a method that returns an {@link AsyncStream}. */
    public static <T extends @Nullable Object> void all(AsyncStream<? extends T> elements) {
        throw NotInstrumentedException.calledFrom(Yield.class);
    }
}
