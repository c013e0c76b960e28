package dev.fermata.internal.stream;

import dev.fermata.Awaitable;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The subscriber behind a {@link PublishedStream}. The publisher calls {@code on…}, on any thread; the consumer's task calls
 * the rest, and it alone requests and cancels, so that these calls never overlap, as the specification of Reactive Streams
 * demands (rule 2.7). Guarded by itself; the subscription is called outside of the lock, since it may call back.
 */
final class Intake<T> implements Flow.Subscriber<T> {

    private final Signal signal = new Signal();
    private final ArrayDeque<T> elements = new ArrayDeque<>();
    private final int prefetch;

    private Flow.@Nullable Subscription subscription;

    /** The publisher has ended the stream. */
    private boolean terminated;

    private @Nullable Throwable failure;

    /** The consumer has closed the stream. */
    private boolean closed;

    /** Requested and not taken by the consumer yet; owned by its task. */
    private int outstanding;

    Intake(int prefetch) {
        this.prefetch = prefetch;
    }

    @Override
    public void onSubscribe(Flow.Subscription offered) {
        Objects.requireNonNull(offered, "subscription");
        boolean wanted;
        synchronized (this) {
            wanted = subscription == null && !closed;
            if (wanted) {
                subscription = offered;
            }
        }
        if (wanted) {
            signal.set();
        } else {
            offered.cancel();
        }
    }

    @Override
    public void onNext(T element) {
        Objects.requireNonNull(element, "element");
        synchronized (this) {
            if (closed || failure != null) {
                return;
            }
            if (elements.size() == prefetch) {
                failure = new IllegalStateException("the publisher has sent more than was requested");
            } else {
                elements.add(element);
            }
        }
        signal.set();
    }

    @Override
    public void onError(Throwable thrown) {
        Objects.requireNonNull(thrown, "failure");
        synchronized (this) {
            if (failure == null) {
                failure = thrown;
            }
            terminated = true;
        }
        signal.set();
    }

    @Override
    public void onComplete() {
        synchronized (this) {
            terminated = true;
        }
        signal.set();
    }

    /** Awaits a change after {@link #poll} has found nothing. */
    Awaitable<@Nullable Void> changed() {
        return signal.await();
    }

    /** The next element; null if there is none. Requests more when it is time to. */
    @Nullable
    T poll() {
        T element;
        Flow.Subscription open;
        synchronized (this) {
            element = elements.poll();
            open = terminated || failure != null ? null : subscription;
        }
        if (element != null) {
            outstanding--;
        }
        // In batches of a quarter, so that not every element costs a call.
        int missing = prefetch - outstanding;
        if (open != null && missing >= (prefetch + 3) / 4) {
            outstanding = prefetch;
            open.request(missing);
        }
        return element;
    }

    /** True if nothing more will come; then {@link #failure} tells why. */
    synchronized boolean hasEnded() {
        return elements.isEmpty() && (terminated || failure != null);
    }

    synchronized @Nullable Throwable failure() {
        return failure;
    }

    /** Cancels the subscription unless the publisher has ended it. */
    void close() {
        Flow.Subscription open;
        synchronized (this) {
            closed = true;
            elements.clear();
            open = terminated ? null : subscription;
        }
        if (open != null) {
            open.cancel();
        }
    }
}
