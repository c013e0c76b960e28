package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.testkit.VirtualTimeLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;

/** Streams as publishers and publishers as streams; the rules of Reactive Streams beyond are for {@link ReactiveStreamsTest}. */
class AsyncStreamPublisherTest extends StreamPrograms {

    AsyncStreamPublisherTest(LoopKind kind) {
        super(kind);
    }

    // A publisher as a stream.

    /** A publisher that does as it is told, and notes what its subscriber does. */
    private final class Scripted implements Flow.Publisher<Integer>, Flow.Subscription {
        Flow.Subscriber<? super Integer> subscriber;
        Runnable onRequest = () -> {};

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> subscribed) {
            log("subscribed");
            subscriber = subscribed;
            subscriber.onSubscribe(this);
        }

        @Override
        public void request(long count) {
            log("requested " + count);
            onRequest.run();
        }

        @Override
        public void cancel() {
            log("cancelled");
        }

        void emit(int from, int to) {
            for (int i = from; i <= to; i++) {
                subscriber.onNext(i);
            }
        }
    }

    private final Scripted publisher = new Scripted();

    @Test
    void subscribes_when_the_first_element_is_asked_for() {
        AsyncStreams.fromPublisher(publisher, 4).advance();

        assertThat(events).isEmpty();
    }

    @Test
    void requests_more_when_a_quarter_was_taken() {
        publisher.onRequest = () -> {
            if (events.size() == 2) {
                publisher.emit(1, 8);
            }
        };
        run(AsyncStreams.fromPublisher(publisher, 8)
                .peek(n -> log("" + n))
                .limit(5)
                .count());

        assertThat(events)
                .containsExactly(
                        "subscribed",
                        "requested 8",
                        "1",
                        "requested 2",
                        "2",
                        "3",
                        "requested 2",
                        "4",
                        "5",
                        "cancelled");
    }

    @Test
    void never_has_more_than_it_prefetches() {
        try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(Runnable::run, 64)) {
            Thread producer = new Thread(() -> {
                while (publisher.getNumberOfSubscribers() == 0) {
                    Thread.onSpinWait();
                }
                for (int i = 0; i < 10_000; i++) {
                    publisher.submit(i);
                }
                publisher.close();
            });
            producer.start();

            List<Integer> taken =
                    Fermata.run(AsyncStreams.fromPublisher(publisher, 3).toList());
            assertThat(taken).hasSize(10_000).isSorted();
        }
    }

    @Test
    void ends_with_the_publisher() {
        publisher.onRequest = () -> {
            publisher.emit(1, 2);
            publisher.subscriber.onComplete();
        };

        assertThat(listOf(AsyncStreams.fromPublisher(publisher, 4))).containsExactly(1, 2);
        assertThat(events).containsExactly("subscribed", "requested 4");
    }

    @Test
    void fails_with_the_publisher_after_its_elements_and_does_not_cancel() {
        IOException failure = new IOException();
        List<Integer> taken = new ArrayList<>();
        publisher.onRequest = () -> {
            publisher.emit(1, 2);
            publisher.subscriber.onError(failure);
        };

        assertThatThrownBy(() -> run(AsyncStreams.fromPublisher(publisher, 4).forEach(taken::add)))
                .isSameAs(failure);
        assertThat(taken).containsExactly(1, 2);
        assertThat(events).containsExactly("subscribed", "requested 4");
    }

    @Test
    void cancels_once_when_it_is_closed_early() {
        AsyncStream<Integer> stream = AsyncStreams.fromPublisher(publisher, 8);
        publisher.onRequest = () -> publisher.emit(1, 1);
        assertThat(run(stream.advance())).isTrue();
        run(stream.closeAsync());
        run(stream.closeAsync());
        publisher.emit(2, 2);

        assertThat(events).containsExactly("subscribed", "requested 8", "cancelled");
    }

    @Test
    void cancels_when_the_consumer_is_cancelled() {
        Task<Long> consumer =
                Tasks.startOn(loop, AsyncStreams.fromPublisher(publisher, 4).count());
        run(Tasks.sleep(seconds(1)));
        consumer.cancel();

        assertThatThrownBy(() -> run(consumer)).isInstanceOf(CancellationException.class);
        assertThat(events).containsExactly("subscribed", "requested 4", "cancelled");
    }

    @Test
    void cancels_a_subscription_that_comes_too_late() {
        Flow.Subscriber<?>[] subscriber = new Flow.Subscriber<?>[1];
        AsyncStream<Integer> stream = AsyncStreams.fromPublisher(subscribed -> subscriber[0] = subscribed);
        Task<Long> consumer = Tasks.startOn(loop, stream.count());
        run(Tasks.sleep(seconds(1)));
        consumer.cancel();
        assertThatThrownBy(() -> run(consumer)).isInstanceOf(CancellationException.class);
        subscriber[0].onSubscribe(publisher);

        assertThat(events).containsExactly("cancelled");
    }

    @Test
    void fails_if_the_publisher_sends_more_than_was_requested() {
        publisher.onRequest = () -> publisher.emit(1, 5);

        assertThatThrownBy(() -> listOf(AsyncStreams.fromPublisher(publisher, 4)))
                .hasMessageContaining("more than was requested");
        assertThat(events).contains("cancelled");
    }

    @Test
    void refuses_a_prefetch_of_nothing() {
        assertThatThrownBy(() -> AsyncStreams.fromPublisher(publisher, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    // A stream as a publisher.

    /** Notes what it is told. */
    private final class Noting implements Flow.Subscriber<Object> {
        Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription offered) {
            subscription = offered;
            log("subscription");
        }

        @Override
        public void onNext(Object element) {
            log("next " + element);
        }

        @Override
        public void onError(Throwable failure) {
            log("error " + failure.getClass().getSimpleName());
        }

        @Override
        public void onComplete() {
            log("complete");
        }
    }

    private final Noting subscriber = new Noting();

    private void settle() {
        run(Tasks.sleep(seconds(1)));
    }

    @Test
    void asks_for_an_element_when_one_is_requested() {
        numbers(3).peek(n -> log("asked " + n)).toPublisher(loop).subscribe(subscriber);
        settle();
        assertThat(events).containsExactly("subscription");
        subscriber.subscription.request(2);
        settle();
        assertThat(events).containsExactly("subscription", "asked 1", "next 1", "asked 2", "next 2");
        subscriber.subscription.request(2);
        settle();
        assertThat(events.subList(5, events.size())).containsExactly("asked 3", "next 3", "complete");
        assertThat(Tasks.all(loop)).isEmpty();
    }

    @Test
    void closes_the_stream_when_the_subscriber_cancels() {
        counting(delayed(0, 100)).toPublisher(loop).subscribe(subscriber);
        subscriber.subscription.request(2);
        settle();
        subscriber.subscription.cancel();
        subscriber.subscription.cancel();
        subscriber.subscription.request(1);
        settle();

        assertThat(events).containsExactly("subscription", "next 0");
        assertThat(List.of(ended, closed)).containsExactly(1, 1);
        assertThat(Tasks.all(loop)).isEmpty();
        assertThat(reported).isEmpty();
    }

    @Test
    void closes_a_stream_that_was_not_begun_when_the_subscriber_cancels() {
        counting(numbers(1)).toPublisher(loop).subscribe(subscriber);
        subscriber.subscription.cancel();
        settle();

        assertThat(List.of(begun, closed)).containsExactly(0, 1);
        assertThat(events).containsExactly("subscription");
        assertThat(Tasks.all(loop)).isEmpty();
    }

    @Test
    void passes_a_failure_on() {
        counting(failing(1, new IOException())).toPublisher(loop).subscribe(subscriber);
        subscriber.subscription.request(5);
        settle();

        assertThat(events).containsExactly("subscription", "next 1", "error IOException");
        assertThat(closed).isEqualTo(1);
        assertThat(reported).isEmpty();
    }

    @Test
    void a_stream_has_one_subscriber_and_a_source_any_number() {
        Flow.Publisher<Integer> once = numbers(1).toPublisher(loop);
        once.subscribe(subscriber);
        once.subscribe(subscriber);
        settle();
        assertThat(events).containsExactly("subscription", "subscription", "error IllegalStateException");

        events.clear();
        Flow.Publisher<Integer> often = AsyncStreams.publisher(loop, () -> numbers(1));
        for (int i = 0; i < 2; i++) {
            often.subscribe(subscriber);
            subscriber.subscription.request(Long.MAX_VALUE);
            settle();
        }
        assertThat(events).containsExactly("subscription", "next 1", "complete", "subscription", "next 1", "complete");
    }

    @Test
    void a_null_element_is_a_failure() {
        AsyncStreams.of((Object) null).toPublisher(loop).subscribe(subscriber);
        subscriber.subscription.request(1);
        settle();

        assertThat(events).containsExactly("subscription", "error NullPointerException");
    }

    @Test
    void a_request_of_nothing_is_a_failure_and_closes_the_stream() {
        counting(delayed(100)).toPublisher(loop).subscribe(subscriber);
        subscriber.subscription.request(1);
        settle();
        subscriber.subscription.request(0);
        settle();

        assertThat(events).containsExactly("subscription", "error IllegalArgumentException");
        assertThat(List.of(ended, closed)).containsExactly(1, 1);
    }

    @Test
    void what_a_subscriber_throws_ends_its_subscription_and_is_reported() {
        IllegalStateException failure = new IllegalStateException();
        counting(numbers(3)).toPublisher(loop).subscribe(new Flow.Subscriber<Object>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(3);
            }

            @Override
            public void onNext(Object element) {
                throw failure;
            }

            @Override
            public void onError(Throwable thrown) {
                log("error");
            }

            @Override
            public void onComplete() {
                log("complete");
            }
        });
        settle();

        assertThat(events).isEmpty();
        assertThat(closed).isEqualTo(1);
        assertThat(reported).extracting(context -> context.exception()).containsExactly(failure);
    }

    @Test
    void nothing_is_signalled_after_a_cancellation_within_a_signal() {
        counting(AsyncStreams.of(1, 2, 3)).toPublisher(loop).subscribe(new Flow.Subscriber<Object>() {
            private Flow.Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription offered) {
                subscription = offered;
                subscription.request(3);
            }

            @Override
            public void onNext(Object element) {
                log("next " + element);
                subscription.cancel();
            }

            @Override
            public void onError(Throwable thrown) {
                log("error");
            }

            @Override
            public void onComplete() {
                log("complete");
            }
        });
        settle();

        assertThat(events).containsExactly("next 1");
        assertThat(closed).isEqualTo(1);
        assertThat(reported).isEmpty();
    }

    @Test
    void a_subscriber_learns_that_the_task_was_cancelled() {
        counting(delayed(100)).toPublisher(loop).subscribe(subscriber);
        subscriber.subscription.request(1);
        settle();
        Tasks.all(loop).forEach(Task::cancel);
        settle();

        assertThat(events).containsExactly("subscription", "error CancellationException");
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void a_subscriber_learns_that_the_loop_is_closed() {
        var closedLoop = VirtualTimeLoop.create();
        closedLoop.close();
        numbers(1).toPublisher(closedLoop).subscribe(subscriber);

        assertThat(events).containsExactly("subscription", "error IllegalStateException");
    }

    @Test
    void without_a_loop_to_publish_on_there_is_no_publisher() {
        assertThatThrownBy(() -> numbers(1).toPublisher()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_stream_behind_a_publisher_is_closed_whenever_the_consumer_is_cancelled() {
        for (int turn = 0; turn < 60; turn++) {
            begun = 0;
            ended = 0;
            closed = 0;
            Flow.Publisher<Integer> published = counting(numbers(3)).toPublisher(loop);
            run(cancelIn(turn, AsyncStreams.fromPublisher(published, 2)));
            settle();

            assertThat(ended).as("ended, turn %s", turn).isEqualTo(begun);
            assertThat(closed).as("closed, turn %s", turn).isLessThanOrEqualTo(1);
            assertThat(Tasks.all(loop)).as("tasks, turn %s", turn).isEmpty();
        }
        assertThat(reported).isEmpty();
    }

    @Async
    private Coroutine<Void> cancelIn(int turn, AsyncStream<Integer> stream) {
        Task<Long> consumer = Tasks.start(stream.count());
        for (int i = 0; i < turn; i++) {
            Await.on(Tasks.yieldNow());
        }
        consumer.cancel();
        Await.on(Tasks.waitUntil(ReturnWhen.ALL_COMPLETED, List.of(consumer)));
        if (!consumer.isCancelled()) {
            assertThat(consumer.result()).isEqualTo(3);
        }
        return Coroutine.done();
    }

    @Test
    void other_tasks_have_their_turns_while_a_stream_that_never_waits_is_published() {
        AsyncStreams.from(Collections.nCopies(1000, 1)).toPublisher(loop).subscribe(subscriber);
        subscriber.subscription.request(Long.MAX_VALUE);
        run(takingTurns(3));

        assertThat(events.indexOf("turn 2")).isPositive().isLessThan(500);
    }

    @Async
    private Coroutine<Void> takingTurns(int count) {
        for (int i = 0; i < count; i++) {
            Await.on(Tasks.yieldNow());
            log("turn " + i);
        }
        return Coroutine.done();
    }

    @Test
    void there_and_back() {
        AsyncStream<Integer> stream = AsyncStreams.fromPublisher(numbers(100).toPublisher(loop), 7);

        assertThat(run(stream.fold(0, Integer::sum))).isEqualTo(5050);
    }
}
