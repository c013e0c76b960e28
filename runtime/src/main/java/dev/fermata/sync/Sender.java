package dev.fermata.sync;

import dev.fermata.Awaitable;
import dev.fermata.internal.sync.QueuedOperation;
import dev.fermata.internal.sync.Waiting;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An end of a {@link Channel} to send to. Several tasks may use it; usually each has a {@link #copy} of its own and closes
 * it when it is done.
 *
 * @param <T> the type of the items, which are never null
 */
public final class Sender<T> implements AutoCloseable {

    private final Channel<T> channel;
    private boolean closed;

    Sender(Channel<T> channel) {
        this.channel = channel;
        channel.openSenders++;
    }

    /**
     * Waits for room and sends {@code item}. The await throws {@link ChannelClosedException} if this sender or every receiver
     * is, or meanwhile was, closed; then the item was not received.
     */
    public Awaitable<@Nullable Void> send(T item) {
        return new Sending<>(this, Objects.requireNonNull(item, "item"));
    }

    /**
     * Sends {@code item} if that takes no wait; returns false if it does.
     *
     * @throws ChannelClosedException if this sender or every receiver is closed
     */
    public boolean trySend(T item) {
        Objects.requireNonNull(item, "item");
        checkOpen();
        if (channel.openReceivers == 0) {
            throw nobodyReceives();
        }
        return channel.offer(item);
    }

    /**
     * Another sender to the same channel.
     *
     * @throws ChannelClosedException if this one is closed
     */
    public Sender<T> copy() {
        checkOpen();
        return new Sender<>(channel);
    }

    /** Closes this sender; tasks that wait to send through it fail. Closing it again has no effect. */
    @Override
    public void close() {
        channel.checkThread();
        if (!closed) {
            closed = true;
            channel.senderClosed(this);
        }
    }

    /** The channel. */
    public Channel<T> channel() {
        return channel;
    }

    private void checkOpen() {
        channel.checkThread();
        if (closed) {
            throw closedItself();
        }
    }

    static ChannelClosedException closedItself() {
        return new ChannelClosedException("this sender was closed");
    }

    static ChannelClosedException nobodyReceives() {
        return new ChannelClosedException("all receivers were closed");
    }

    @Override
    public String toString() {
        return "Sender[" + (closed ? "closed, " : "") + channel + "]";
    }

    static final class Sending<T> extends QueuedOperation<@Nullable Void> {
        private final Sender<T> sender;
        private final T item;

        Sending(Sender<T> sender, T item) {
            this.sender = sender;
            this.item = item;
        }

        Sender<T> sender() {
            return sender;
        }

        T item() {
            return item;
        }

        @Override
        public @Nullable Object attempt() {
            return sender.trySend(item) ? null : WAIT;
        }

        @Override
        public void enqueue(Waiting<@Nullable Void> waiting) {
            sender.channel.sending.add(waiting);
        }

        @Override
        public String toString() {
            return "room in " + sender.channel;
        }
    }
}
