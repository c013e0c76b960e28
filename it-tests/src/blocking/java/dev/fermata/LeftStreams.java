package dev.fermata;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The streams that the {@code for} statements of the methods on this thread's stack iterate over, by statement. */
public final class LeftStreams {

    private static final ThreadLocal<Deque<TreeMap<Integer, AsyncStream<?>>>> METHODS =
            ThreadLocal.withInitial(ArrayDeque::new);

    private LeftStreams() {}

    /** Calls a method and closes, as try-with-resources does, what its statements leave early. */
    public static <T> T closing(Supplier<T> method) {
        METHODS.get().push(new TreeMap<>());
        T result = null;
        Throwable failure = null;
        try {
            result = method.get();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        for (AsyncStream<?> stream : METHODS.get().pop().descendingMap().values()) {
            try {
                stream.close();
            } catch (Throwable thrown) {
                if (failure == null) {
                    failure = thrown;
                } else {
                    failure.addSuppressed(thrown);
                }
            }
        }
        if (failure != null) {
            throw LeftStreams.<RuntimeException>unchecked(failure);
        }
        return result;
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }

    static void begin(int statement, AsyncStream<?> stream) {
        Map<Integer, AsyncStream<?>> streams = METHODS.get().peek();
        if (streams != null) {
            AsyncStream<?> before = streams.remove(statement);
            if (before != null) {
                before.close();
            }
            streams.put(statement, stream);
        }
    }
}
