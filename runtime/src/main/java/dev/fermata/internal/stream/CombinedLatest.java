package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.sync.Channel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a function makes of the latest elements of several streams, whenever one of them has another. */
final class CombinedLatest<T extends @Nullable Object, R extends @Nullable Object> extends Ahead<R> {

    private final List<? extends AsyncStream<? extends T>> streams;
    private final Function<? super List<T>, ? extends R> function;

    /** Masked; null for a stream that had no element yet. */
    private final @Nullable Object[] latest;

    private int missing;

    CombinedLatest(List<? extends AsyncStream<? extends T>> streams, Function<? super List<T>, ? extends R> function) {
        super(Channel.bounded(0), streams);
        this.streams = streams;
        this.function = function;
        this.latest = new Object[streams.size()];
        this.missing = streams.size();
    }

    @Override
    void begin(Workers workers) {
        for (int i = 0; i < latest.length; i++) {
            int index = i;
            workers.start(new Pump<>(workers, streams.get(i), element -> changed(index, element)));
        }
        if (latest.length == 0) {
            endOfElements();
        }
    }

    private @Nullable Awaitable<?> changed(int index, T element) {
        if (latest[index] == null) {
            missing--;
        }
        latest[index] = Values.mask(element);
        return missing > 0 ? null : send(function.apply(elements()));
    }

    private List<T> elements() {
        List<T> elements = new ArrayList<>(latest.length);
        for (Object masked : latest) {
            elements.add(Values.as(Values.unmask(masked)));
        }
        return Collections.unmodifiableList(elements);
    }
}
