package dev.fermata.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Cancellation;
import dev.fermata.Case;
import dev.fermata.Coroutine;
import dev.fermata.LoopKind;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class AsyncConditionTest extends Program {

    private final AsyncCondition condition = new AsyncCondition();

    AsyncConditionTest(LoopKind kind) {
        super(kind);
    }

    /** Waits to be notified, and holds the lock for a second afterwards. */
    @Async
    private Coroutine<Void> waiting(String name) {
        try (var held = Await.on(condition.acquire())) {
            try {
                Await.on(condition.await());
                events.add(name);
                Await.on(Tasks.sleep(seconds(1)));
            } catch (Cancellation cancellation) {
                events.add(name + " cancelled: " + cancellation.getMessage() + ", "
                        + (condition.lock().isLocked() ? "locked" : "free"));
                throw cancellation;
            }
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> notifying(int count) {
        try (var held = Await.on(condition.acquire())) {
            condition.notifyNext(count);
        }
        return Coroutine.done();
    }

    @Test
    @Case("N1")
    void notifies_in_order_and_each_goes_on_when_it_has_the_lock() {
        run(() -> {
            Task<Void> first = Tasks.start(waiting("1"));
            Task<Void> second = Tasks.start(waiting("2"));
            Task<Void> third = Tasks.start(waiting("3"));
            Await.on(settle());
            assertThat(condition).hasToString("AsyncCondition[free, waiting 3, for the lock 0]");
            Await.on(condition.acquire());
            condition.notifyNext(2);
            assertThat(condition).hasToString("AsyncCondition[locked, waiting 1, for the lock 2]");
            Await.on(settle());
            assertThat(events).isEmpty();
            condition.release();
            Await.on(settle());
            assertThat(events).containsExactly("1");
            Await.on(first);
            Await.on(settle());
            assertThat(events).containsExactly("1", "2");
            Await.on(second);
            assertThat(third.isDone()).isFalse();
            Await.on(notifying(1));
            Await.on(third);
            return Coroutine.done();
        });
        assertThat(events).containsExactly("1", "2", "3");
        assertThat(condition.lock().isLocked()).isFalse();
    }

    @Test
    @Case("N2")
    void notifies_everybody() {
        run(() -> {
            Tasks.start(waiting("1"));
            Tasks.start(waiting("2"));
            Task<Void> last = Tasks.start(waiting("3"));
            Await.on(settle());
            try (var held = Await.on(condition.acquire())) {
                condition.notifyEveryone();
            }
            Await.on(last);
            return Coroutine.done();
        });
        assertThat(events).containsExactly("1", "2", "3");
    }

    @Test
    @Case({"N4", "N6"})
    void a_cancelled_wait_has_the_lock_again_when_it_throws() {
        run(() -> {
            Task<Void> task = Tasks.start(waiting("1"));
            Await.on(settle());
            task.cancel("why");
            Await.on(settle());
            assertThat(task.isCancelled()).isTrue();
            return Coroutine.done();
        });
        assertThat(events).containsExactly("1 cancelled: why, locked");
        assertThat(condition.lock().isLocked()).isFalse();
        assertThat(condition.waiting()).isZero();
    }

    @Test
    @Case({"N5", "N6"})
    void a_cancelled_wait_throws_only_when_it_has_the_lock() {
        run(() -> {
            Task<Void> task = Tasks.start(waiting("1"));
            Await.on(settle());
            Await.on(condition.acquire());
            task.cancel("why");
            task.cancel("again");
            Await.on(settle());
            assertThat(task.isDone()).isFalse();
            assertThat(condition.lock().waiting()).isEqualTo(1);
            condition.release();
            Await.on(settle());
            assertThat(task.isCancelled()).isTrue();
            return Coroutine.done();
        });
        assertThat(events).containsExactly("1 cancelled: why, locked");
        assertThat(condition.lock().isLocked()).isFalse();
    }

    @Test
    @Case("N7")
    void a_cancelled_waiter_is_not_notified() {
        run(() -> {
            Task<Void> first = Tasks.start(waiting("1"));
            Task<Void> second = Tasks.start(waiting("2"));
            Await.on(settle());
            Await.on(condition.acquire());
            first.cancel();
            condition.notifyOne();
            condition.release();
            Await.on(second);
            assertThat(first.isCancelled()).isTrue();
            return Coroutine.done();
        });
        assertThat(events).containsExactly("1 cancelled: null, locked", "2");
    }

    @Test
    @Case({"N5", "N7"})
    void a_notified_waiter_that_is_cancelled_keeps_the_notification_and_is_interrupted_next() {
        run(() -> {
            Task<Void> first = Tasks.start(waiting("1"));
            Task<Void> second = Tasks.start(waiting("2"));
            Await.on(settle());
            Await.on(condition.acquire());
            condition.notifyOne();
            first.cancel("late");
            condition.release();
            Await.on(settle());
            assertThat(first.isCancelled()).isTrue();
            assertThat(second.isDone()).isFalse();
            Await.on(notifying(1));
            Await.on(second);
            return Coroutine.done();
        });
        assertThat(events).containsExactly("1", "1 cancelled: late, locked", "2");
        assertThat(condition.lock().isLocked()).isFalse();
    }

    @Test
    @Case("N8")
    void waits_until_a_predicate_is_true() {
        Queue<String> items = new ArrayDeque<>();
        run(() -> {
            Task<String> task = start(() -> {
                try (var held = Await.on(condition.acquire())) {
                    Await.on(condition.awaitUntil(() -> items.size() >= 2));
                    return Coroutine.of(String.join("", items));
                }
            });
            Task<String> value = start(() -> {
                try (var held = Await.on(condition.acquire())) {
                    return Coroutine.of(Await.on(condition.awaitValue(items::peek)));
                }
            });
            for (String item : new String[] {"a", "b"}) {
                Await.on(settle());
                assertThat(task.isDone()).isFalse();
                items.add(item);
                Await.on(notifying(5));
            }
            assertThat(Await.on(task)).isEqualTo("ab");
            assertThat(Await.on(value)).isEqualTo("a");
            return Coroutine.done();
        });
    }

    @Test
    @Case("N8")
    void what_is_true_already_needs_no_lock() {
        run(() -> {
            Await.on(condition.awaitUntil(() -> true));
            assertThat(Await.on(condition.awaitValue(() -> "value"))).isEqualTo("value");
            try {
                Await.on(condition.awaitUntil(() -> false));
            } catch (IllegalStateException refused) {
                events.add("refused");
            }
            return Coroutine.done();
        });
        assertThat(events).containsExactly("refused");
    }

    @Test
    @Case("N10")
    void conditions_may_share_a_lock() {
        AsyncLock lock = new AsyncLock();
        AsyncCondition full = new AsyncCondition(lock);
        AsyncCondition empty = new AsyncCondition(lock);
        assertThat(full.lock()).isSameAs(lock);
        run(() -> {
            Task<Void> waiting = start(() -> {
                try (var held = Await.on(lock.acquire())) {
                    Await.on(full.await());
                    events.add("full");
                    empty.notifyOne();
                }
                return Coroutine.done();
            });
            Await.on(settle());
            try (var held = Await.on(empty.acquire())) {
                full.notifyOne();
                Await.on(empty.await());
                events.add("empty");
            }
            Await.on(waiting);
            return Coroutine.done();
        });
        assertThat(events).containsExactly("full", "empty");
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void waiting_and_notifying_take_the_lock() {
        assertThatThrownBy(condition::notifyOne).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> condition.notifyNext(-1)).isInstanceOf(IllegalArgumentException.class);
        run(() -> {
            try {
                Await.on(condition.await());
            } catch (IllegalStateException refused) {
                events.add("refused");
            }
            return Coroutine.done();
        });
        assertThat(events).containsExactly("refused");
    }
}
