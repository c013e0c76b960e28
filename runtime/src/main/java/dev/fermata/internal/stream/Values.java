package dev.fermata.internal.stream;

import org.jspecify.annotations.Nullable;

/** What the type system cannot follow: steps pass elements on as objects, and queues take no null. */
final class Values {

    private static final Object NULL = new Object();

    private Values() {}

    /** {@code value} as a {@code T}, which may be a nullable type. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    static <T extends @Nullable Object> T as(@Nullable Object value) {
        return (T) value;
    }

    /** {@code value}, or what stands for null. */
    static Object mask(@Nullable Object value) {
        return value == null ? NULL : value;
    }

    /** What {@link #mask} was given. */
    static @Nullable Object unmask(@Nullable Object masked) {
        return masked == NULL ? null : masked;
    }
}
