package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import java.util.Collections;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Makes streams of other things. Public as a bridge only: the package is not exported. */
public final class Sources {

    private Sources() {}

    /** See {@link dev.fermata.AsyncStreams#from(Iterable)}. */
    public static <T extends @Nullable Object> AsyncStream<T> over(Iterable<? extends T> elements) {
        return new IteratorStream<>(elements::iterator, () -> {});
    }

    /** See {@link dev.fermata.AsyncStreams#from(BaseStream)}. */
    public static <T extends @Nullable Object> AsyncStream<T> over(BaseStream<? extends T, ?> stream) {
        return new IteratorStream<>(stream::iterator, stream);
    }

    /** See {@link dev.fermata.AsyncStreams#failed}. */
    public static <T extends @Nullable Object> AsyncStream<T> failed(Throwable failure) {
        return new Staged<>(over(Collections.singleton(failure)), thrown -> {
            throw thrown;
        });
    }
}
