package dev.fermata;

import org.jspecify.annotations.Nullable;

/** What the type system cannot follow: awaits hand on whatever value or exception the awaited code gave. */
final class Unchecked {

    private Unchecked() {}

    /** {@code value} as a {@code T}, which may be a nullable type. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    static <T extends @Nullable Object> T value(@Nullable Object value) {
        return (T) value;
    }

    /** Throws {@code failure}, checked or not; declared to return something so that callers can write {@code throw}. */
    static RuntimeException rethrow(Throwable failure) {
        throw Unchecked.<RuntimeException>as(failure);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E as(Throwable failure) throws E {
        throw (E) failure;
    }
}
