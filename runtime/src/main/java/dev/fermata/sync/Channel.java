package dev.fermata.sync;

import dev.fermata.internal.sync.WaitQueue;
import dev.fermata.internal.sync.Waiting;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Items on their way from senders to receivers, with an end: Trio's memory channel. It begins with one {@link Sender} and one
 * {@link Receiver}; both can be copied, and every one is to be closed by whoever uses it. When all senders are closed, the
 * receivers take what is left and come to the end; when all receivers are closed, sending fails.
 *
 * <pre>{@code
 * Channel<String> channel = Channel.bounded(10);
 * Tasks.start(produce(channel.sender()));
 * for (String line : Await.each(channel.receiver())) {
 *     ...
 * }
 * }</pre>
 *
 * @param <T> the type of the items, which are never null
 */
public final class Channel<T> {

    final WaitQueue<@Nullable Void> sending = new WaitQueue<>(this);

    /** Those who wait for an item, which each takes in its own way: see {@link Receiver.Taking}. */
    final WaitQueue<Object> receiving = new WaitQueue<>(this);

    int openSenders;
    int openReceivers;

    private final ArrayDeque<T> items = new ArrayDeque<>();
    private final int capacity;
    private final Sender<T> sender;
    private final Receiver<T> receiver;

    private Channel(int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("negative capacity: " + capacity);
        }
        this.capacity = capacity;
        sender = new Sender<>(this);
        receiver = new Receiver<>(this);
    }

    /**
     * Makes a channel. Any thread.
     *
     * @param capacity how many items may lie in it; with 0 a sender waits until a receiver takes its item
     * @throws IllegalArgumentException if that is negative
     */
    public static <T> Channel<T> bounded(int capacity) {
        return new Channel<>(capacity);
    }

    /** Makes a channel in which any number of items may lie: sending never waits. Any thread. */
    public static <T> Channel<T> unbounded() {
        return new Channel<>(Integer.MAX_VALUE);
    }

    /** The first sender. */
    public Sender<T> sender() {
        return sender;
    }

    /** The first receiver. */
    public Receiver<T> receiver() {
        return receiver;
    }

    /** How many items lie in the channel. */
    public int size() {
        return items.size();
    }

    /** How many items may lie in the channel; {@link Integer#MAX_VALUE} for any number. */
    public int capacity() {
        return capacity;
    }

    /** How many tasks wait to send. */
    public int sendersWaiting() {
        return sending.size();
    }

    /** How many tasks wait to receive. */
    public int receiversWaiting() {
        return receiving.size();
    }

    /** How many tasks wait to send or to receive. */
    public int waiting() {
        return sendersWaiting() + receiversWaiting();
    }

    void checkThread() {
        sending.checkThread();
        receiving.checkThread();
    }

    /** Hands {@code item} over or puts it in; returns false if there is no room. */
    boolean offer(T item) {
        Waiting<Object> receiverWaiting = receiving.poll();
        if (receiverWaiting != null) {
            receiverWaiting.complete(takingOf(receiverWaiting).received(item));
            return true;
        }
        return items.size() < capacity && items.add(item);
    }

    /** Takes the oldest item and lets the first of those who wait to send go on; null if there is neither. */
    @Nullable
    T poll() {
        T item = items.poll();
        Waiting<@Nullable Void> senderWaiting = sending.poll();
        if (senderWaiting == null) {
            return item;
        }
        T sent = itemOf(senderWaiting);
        senderWaiting.complete(null);
        if (item == null) {
            return sent;
        }
        items.add(sent);
        return item;
    }

    void senderClosed(Sender<T> closed) {
        openSenders--;
        sending.failIf(waiting -> ((Sender.Sending<?>) waiting.operation()).sender() == closed, Sender::closedItself);
        if (openSenders == 0) {
            for (Waiting<Object> next = receiving.poll(); next != null; next = receiving.poll()) {
                takingOf(next).ended(next);
            }
        }
    }

    void receiverClosed(Receiver<T> closed) {
        openReceivers--;
        receiving.failIf(waiting -> takingOf(waiting).receiver() == closed, Receiver::closedItself);
        if (openReceivers == 0) {
            items.clear();
            sending.failAll(Sender::nobodyReceives);
        }
    }

    @SuppressWarnings("unchecked")
    private Receiver<T>.Taking takingOf(Waiting<Object> waiting) {
        return (Receiver<T>.Taking) waiting.operation();
    }

    @SuppressWarnings("unchecked")
    private T itemOf(Waiting<@Nullable Void> senderWaiting) {
        return Objects.requireNonNull(((Sender.Sending<T>) senderWaiting.operation()).item());
    }

    @Override
    public String toString() {
        return "Channel[size " + size() + (capacity == Integer.MAX_VALUE ? "" : " of " + capacity) + ", senders "
                + openSenders + ", waiting " + sendersWaiting() + ", receivers " + openReceivers + ", waiting "
                + receiversWaiting() + "]";
    }
}
