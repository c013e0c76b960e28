package dev.fermata.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Case;
import dev.fermata.Coroutine;
import dev.fermata.LoopKind;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The primitives, cancelled at every possible step: no lock, permit or item is lost. */
class EveryCancellationTest extends CancelledEverywhere {

    EveryCancellationTest(LoopKind kind) {
        super(kind);
    }

    private static final class Locking extends Scenario {
        private final AsyncLock lock = new AsyncLock();
        private int inside;

        Locking() {
            for (int i = 0; i < 4; i++) {
                task(() -> twice());
            }
        }

        @Async
        private Coroutine<Void> twice() {
            for (int i = 0; i < 2; i++) {
                try (var held = Await.on(lock.acquire())) {
                    assertThat(++inside).isEqualTo(1);
                    try {
                        Await.on(Tasks.yieldNow());
                    } finally {
                        inside--;
                    }
                }
            }
            return Coroutine.done();
        }

        @Override
        Coroutine<Void> check(List<Task<Void>> tasks, Task<Void> victim) {
            assertThat(lock).hasToString("AsyncLock[free, waiting 0]");
            return Coroutine.done();
        }
    }

    @Test
    @Case({"L3", "L4", "L5"})
    void a_lock_is_never_lost_and_never_held_twice() {
        everywhere(Locking::new);
    }

    private static final class LockingBodies extends Scenario {
        private final AsyncLock lock = new AsyncLock();

        LockingBodies() {
            for (int i = 0; i < 3; i++) {
                task(() -> lock.withLock(turns(2)));
            }
        }

        @Override
        Coroutine<Void> check(List<Task<Void>> tasks, Task<Void> victim) {
            assertThat(lock).hasToString("AsyncLock[free, waiting 0]");
            return Coroutine.done();
        }
    }

    @Test
    void a_lock_around_a_body_is_never_lost() {
        everywhere(LockingBodies::new);
    }

    private static final class Permits extends Scenario {
        private final AsyncSemaphore semaphore = AsyncSemaphore.bounded(2);
        private final CapacityLimiter limiter = new CapacityLimiter(2);

        Permits() {
            for (int i = 0; i < 5; i++) {
                task(() -> both());
            }
        }

        @Async
        private Coroutine<Void> both() {
            try (var permit = Await.on(semaphore.acquire())) {
                Await.on(Tasks.yieldNow());
            }
            try (var token = Await.on(limiter.acquire())) {
                assertThat(limiter.borrowed()).isLessThanOrEqualTo(2);
                Await.on(turns(2));
            }
            return Coroutine.done();
        }

        @Override
        Coroutine<Void> check(List<Task<Void>> tasks, Task<Void> victim) {
            assertThat(semaphore).hasToString("AsyncSemaphore[available 2, waiting 0]");
            assertThat(limiter).hasToString("CapacityLimiter[borrowed 0 of 2, waiting 0]");
            return Coroutine.done();
        }
    }

    @Test
    @Case({"P5", "P7"})
    void permits_and_tokens_add_up() {
        everywhere(Permits::new);
    }

    private static final class Setting extends Scenario {
        private final AsyncEvent event = new AsyncEvent();

        Setting() {
            task(() -> waiting());
            task(() -> waiting());
            task(() -> {
                Await.on(turns(2));
                event.set();
                event.clear();
                return Coroutine.done();
            });
        }

        @Async
        private Coroutine<Void> waiting() {
            Await.on(turns(1));
            Await.on(event.await());
            return Coroutine.done();
        }

        @Async
        @Override
        Coroutine<Void> check(List<Task<Void>> tasks, Task<Void> victim) {
            if (tasks.get(2).isCancelled()) {
                assertThat(event.waiting()).isEqualTo(2);
                event.set();
                Await.on(settle());
            }
            assertThat(event.waiting()).isZero();
            return Coroutine.done();
        }
    }

    @Test
    @Case("L11")
    void an_event_wakes_everybody_else() {
        everywhere(Setting::new);
    }

    /** Two take an item each, two add an item each. */
    private static final class Notifying extends Scenario {
        private final AsyncCondition condition = new AsyncCondition();
        private final Queue<String> items = new ArrayDeque<>();
        private int added;
        private int taken;
        private boolean over;

        Notifying() {
            task(() -> taking());
            task(() -> taking());
            task(() -> adding());
            task(() -> adding());
        }

        @Async
        private Coroutine<Void> taking() {
            try (var held = Await.on(condition.acquire())) {
                try {
                    Await.on(condition.awaitUntil(() -> over || !items.isEmpty()));
                } finally {
                    assertThat(condition.lock().isLocked()).isTrue();
                }
                taken += items.poll() == null ? 0 : 1;
                Await.on(turns(1));
            }
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> adding() {
            try (var held = Await.on(condition.acquire())) {
                Await.on(turns(1));
                items.add("item");
                added++;
                condition.notifyOne();
                Await.on(turns(1));
            }
            return Coroutine.done();
        }

        @Async
        @Override
        Coroutine<Void> check(List<Task<Void>> tasks, Task<Void> victim) {
            assertThat(items.isEmpty() || condition.waiting() == 0)
                    .as("somebody waits, but there is an item: %s", condition)
                    .isTrue();
            assertThat(added).isEqualTo(taken + items.size());
            try (var held = Await.on(condition.acquire())) {
                over = true;
                condition.notifyEveryone();
            }
            Await.on(settle());
            assertThat(condition).hasToString("AsyncCondition[free, waiting 0, for the lock 0]");
            return Coroutine.done();
        }
    }

    @Test
    @Case({"N4", "N5", "N7"})
    void no_notification_is_lost() {
        everywhere(Notifying::new);
    }

    private static final class Meeting extends Scenario {
        private final AsyncBarrier barrier = new AsyncBarrier(3);
        private int passed;

        Meeting() {
            for (int i = 0; i < 3; i++) {
                int before = i;
                task(() -> arriving(before));
            }
        }

        @Async
        private Coroutine<Void> arriving(int before) {
            Await.on(turns(before));
            Await.on(barrier.await());
            passed++;
            return Coroutine.done();
        }

        @Async
        @Override
        Coroutine<Void> check(List<Task<Void>> tasks, Task<Void> victim) {
            assertThat(passed).isEqualTo(victim.isCancelled() ? 0 : 3);
            assertThat(barrier.waiting()).isEqualTo(victim.isCancelled() ? 2 : 0);
            if (victim.isCancelled()) {
                assertThat(Await.on(barrier.await())).isEqualTo(2);
                Await.on(settle());
                assertThat(passed).isEqualTo(2);
            }
            return Coroutine.done();
        }
    }

    @Test
    @Case("B3")
    void a_barrier_lets_all_through_or_none() {
        everywhere(Meeting::new);
    }

    /** Three put three items each, two take. */
    private static final class Passing extends Scenario {
        private final AsyncQueue<Integer> queue;
        private final List<Integer> put = new ArrayList<>();
        private final List<Integer> taken = new ArrayList<>();

        Passing(AsyncQueue<Integer> queue) {
            this.queue = queue;
            task(() -> taking());
            task(() -> putting(10));
            task(() -> putting(20));
            task(() -> taking());
            task(() -> putting(30));
        }

        @Async
        private Coroutine<Void> putting(int first) {
            for (int item = first; item < first + 3; item++) {
                Await.on(queue.put(item));
                put.add(item);
            }
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> taking() {
            while (true) {
                try {
                    int item = Await.on(queue.take());
                    taken.add(item);
                    queue.taskDone();
                } catch (QueueShutDownException end) {
                    return Coroutine.done();
                }
                Await.on(Tasks.yieldNow());
            }
        }

        @Async
        @Override
        Coroutine<Void> check(List<Task<Void>> tasks, Task<Void> victim) {
            assertThat(taken).containsExactlyInAnyOrderElementsOf(put);
            Await.on(queue.join());
            queue.shutdown(false);
            Await.on(settle());
            assertThat(queue.isEmpty()).isTrue();
            assertThat(queue.unfinished()).isZero();
            assertThat(queue.waiting()).isZero();
            return Coroutine.done();
        }
    }

    @Test
    @Case({"Q4", "Q6", "Q8"})
    void no_item_is_lost_and_none_comes_twice() {
        everywhere(() -> new Passing(AsyncQueue.fifo(1)));
        everywhere(() -> new Passing(AsyncQueue.fifo(0)));
        everywhere(() -> new Passing(AsyncQueue.lifo(2)));
        everywhere(() -> new Passing(AsyncQueue.priority(2)));
    }

    /** Two send three items each and close; two receive, one by one and as a stream. */
    private static final class Sending extends Scenario {
        private final Channel<Integer> channel;
        private final List<Integer> sent = new ArrayList<>();
        private final List<Integer> received = new ArrayList<>();

        Sending(int capacity) {
            channel = Channel.bounded(capacity);
            Sender<Integer> copy = channel.sender().copy();
            Receiver<Integer> receiver = channel.receiver().copy();
            task(() -> sending(channel.sender(), 10));
            task(() -> streaming());
            task(() -> sending(copy, 20));
            task(() -> receiving(receiver));
        }

        @Async
        private Coroutine<Void> sending(Sender<Integer> sender, int first) {
            for (int item = first; item < first + 3; item++) {
                Await.on(sender.send(item));
                sent.add(item);
            }
            sender.close();
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> streaming() {
            for (int item : Await.each(channel.receiver())) {
                received.add(item);
                Await.on(Tasks.yieldNow());
            }
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> receiving(Receiver<Integer> receiver) {
            while (true) {
                try {
                    int item = Await.on(receiver.receive());
                    received.add(item);
                } catch (ChannelClosedException end) {
                    return Coroutine.done();
                }
                Await.on(Tasks.yieldNow());
            }
        }

        @Async
        @Override
        Coroutine<Void> check(List<Task<Void>> tasks, Task<Void> victim) {
            assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(channel.sendersWaiting()).isZero();
            // Who was cancelled has left its end open; nobody else waits for more than that.
            tasks.get(1).cancel();
            tasks.get(3).cancel();
            Await.on(settle());
            assertThat(channel.waiting()).isZero();
            return Coroutine.done();
        }
    }

    @Test
    void a_channel_loses_nothing() {
        everywhere(() -> new Sending(0));
        everywhere(() -> new Sending(1));
        everywhere(() -> new Sending(5));
    }
}
