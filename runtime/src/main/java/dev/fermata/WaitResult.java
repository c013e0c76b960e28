package dev.fermata;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Tasks#waitUntil} has found: each set in the order of the arguments, unmodifiable.
 *
 * @param done those that are completed, failed or cancelled
 * @param pending the others, which go on
 * @param <T> the type of the results
 */
public record WaitResult<T extends @Nullable Object>(
        Set<Promise<? extends T>> done, Set<Promise<? extends T>> pending) {}
