package dev.fermata.codegen;

import dev.fermata.AsyncStream;
import dev.fermata.Generator;
import org.jspecify.annotations.Nullable;

/** Makes generators. */
public final class Generators {

    private static final Entry ENDS_AT_ONCE = (frame, depth) -> null;

    private Generators() {}

    /** A generator without elements. */
    public static <T extends @Nullable Object> Generator<T> empty() {
        return new PlainGenerator<>(new Frames.R1P0(ENDS_AT_ONCE, 0));
    }

    /** A stream without elements. */
    public static <T extends @Nullable Object> AsyncStream<T> emptyStream() {
        return new GeneratedStream<>(new Frames.R1P0(ENDS_AT_ONCE, 0));
    }
}
