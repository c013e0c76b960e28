package dev.fermata.codegen;

import org.jspecify.annotations.Nullable;

/**
 * A value that would be mistaken for a suspension, in a wrapper. An await site takes it for a suspension, spills and
 * hands itself up; {@link Trampoline} then resumes it at once.
 */
final class Escape extends Suspended {

    final @Nullable Object value;

    Escape(@Nullable Object value) {
        this.value = value;
    }

    @Override
    protected @Nullable Object taken() {
        return value;
    }

    @Override
    protected Object begin(int depth) {
        throw new AssertionError("an escaped value is never awaited");
    }
}
