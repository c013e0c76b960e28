package dev.fermata.internal.stream;

import dev.fermata.AsyncStream;
import dev.fermata.sync.Channel;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The elements of several streams as they come; of a single one: a head start. */
final class Merged<T extends @Nullable Object> extends Ahead<T> {

    private final Collection<? extends AsyncStream<? extends T>> streams;

    /** {@code capacity}: how many elements are kept, besides one of each stream. */
    Merged(int capacity, Collection<? extends AsyncStream<? extends T>> streams) {
        super(Channel.bounded(capacity), streams);
        this.streams = streams;
    }

    @Override
    void begin(Workers workers) {
        streams.forEach(stream -> workers.start(new Pump<>(workers, stream, this::send)));
        if (streams.isEmpty()) {
            endOfElements();
        }
    }
}
