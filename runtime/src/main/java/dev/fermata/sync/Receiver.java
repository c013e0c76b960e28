package dev.fermata.sync;

import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.internal.sync.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * An end of a {@link Channel} to receive from, one by one or as a stream. Every item goes to one receiver. Several tasks may
 * {@link #receive} from it; as a stream it is good for one task, and others iterate over a {@link #copy}.
 *
 * @param <T> the type of the items, which are never null
 */
public final class Receiver<T> implements AsyncStream<T> {

    private final Channel<T> channel;
    private @Nullable T element;
    private boolean closed;

    Receiver(Channel<T> channel) {
        this.channel = channel;
        channel.openReceivers++;
    }

    /**
     * Waits for an item. The await throws {@link ChannelClosedException} if this receiver is, or meanwhile was, closed, and
     * when all senders are closed and nothing is left.
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Awaitable<T> receive() {
        return (Awaitable) new Taking(false); // its result is the item, see Taking
    }

    /**
     * Takes an item if that takes no wait; returns null if it does.
     *
     * @throws ChannelClosedException if this receiver is closed, or all senders are and nothing is left
     */
    public @Nullable T tryReceive() {
        T item = poll();
        if (item == null && channel.openSenders == 0) {
            throw noMore();
        }
        return item;
    }

    private @Nullable T poll() {
        channel.checkThread();
        if (closed) {
            throw closedItself();
        }
        return channel.poll();
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Awaitable<Boolean> advance() {
        return (Awaitable) new Taking(true); // its result is a Boolean, see Taking
    }

    @Override
    public T current() {
        T found = element;
        if (found == null) {
            throw new IllegalStateException("no element: advance() was not awaited, or there is none left");
        }
        return found;
    }

    /**
     * Another receiver of the same channel.
     *
     * @throws ChannelClosedException if this one is closed
     */
    public Receiver<T> copy() {
        channel.checkThread();
        if (closed) {
            throw closedItself();
        }
        return new Receiver<>(channel);
    }

    /**
     * Closes this receiver; tasks that wait to receive from it fail. When it is the last one, what lies in the channel is
     * dropped. Closing it again has no effect. Needs no await, inside {@code @Async} methods or outside.
     */
    @Override
    public void close() {
        channel.checkThread();
        if (!closed) {
            closed = true;
            element = null;
            channel.receiverClosed(this);
        }
    }

    /** As {@link #close()}, when it is awaited. */
    @Override
    public Awaitable<@Nullable Void> closeAsync() {
        return new Closing();
    }

    /** The channel. */
    public Channel<T> channel() {
        return channel;
    }

    static ChannelClosedException closedItself() {
        return new ChannelClosedException("this receiver was closed");
    }

    private static ChannelClosedException noMore() {
        return new ChannelClosedException("all senders were closed and nothing is left");
    }

    @Override
    public String toString() {
        return "Receiver[" + (closed ? "closed, " : "") + channel + "]";
    }

    /** Takes an item: as the result, or as the element of the stream with the result that there is one. */
    final class Taking extends QueuedOperation<Object> {
        private final boolean streaming;

        Taking(boolean streaming) {
            this.streaming = streaming;
        }

        Receiver<T> receiver() {
            return Receiver.this;
        }

        /** The result of the await that has got {@code item}. */
        Object received(T item) {
            if (!streaming) {
                return item;
            }
            element = item;
            return true;
        }

        /** Ends a wait that no item can end. */
        void ended(Waiting<Object> waiting) {
            if (streaming) {
                element = null;
                waiting.complete(false);
            } else {
                waiting.fail(noMore());
            }
        }

        @Override
        public Object attempt() {
            T item = poll();
            if (item != null) {
                return received(item);
            }
            if (channel.openSenders > 0) {
                return WAIT;
            }
            if (!streaming) {
                throw noMore();
            }
            element = null;
            return false;
        }

        @Override
        public void enqueue(Waiting<Object> waiting) {
            channel.receiving.add(waiting);
        }

        @Override
        public String toString() {
            return "an item of " + channel;
        }
    }

    private final class Closing extends QueuedOperation<@Nullable Void> {

        @Override
        public boolean canBeGivenUp() {
            return false;
        }

        @Override
        public @Nullable Object attempt() {
            close();
            return null;
        }

        @Override
        public void enqueue(Waiting<@Nullable Void> waiting) {
            throw new IllegalStateException("closing never waits");
        }

        @Override
        public String toString() {
            return "the closing of " + channel;
        }
    }
}
