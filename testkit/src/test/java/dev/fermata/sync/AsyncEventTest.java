package dev.fermata.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Case;
import dev.fermata.Coroutine;
import dev.fermata.LoopKind;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import org.junit.jupiter.api.Test;

class AsyncEventTest extends Program {

    private final AsyncEvent event = new AsyncEvent();

    AsyncEventTest(LoopKind kind) {
        super(kind);
    }

    @Async
    private Coroutine<Void> waiting(String name) {
        Await.on(event.await());
        events.add(name);
        return Coroutine.done();
    }

    @Test
    @Case("L9")
    void setting_wakes_everybody_in_order() {
        run(() -> {
            Tasks.start(waiting("1"));
            Tasks.start(waiting("2"));
            Task<Void> last = Tasks.start(waiting("3"));
            Await.on(settle());
            assertThat(event).hasToString("AsyncEvent[not set, waiting 3]");
            event.set();
            assertThat(event).hasToString("AsyncEvent[set, waiting 0]");
            Await.on(last);
            return Coroutine.done();
        });
        assertThat(events).containsExactly("1", "2", "3");
    }

    @Test
    @Case("L9")
    void waiting_for_a_set_event_does_not_suspend() {
        run(() -> {
            EventLoop.current().callSoon(() -> events.add("another turn"));
            event.set();
            Await.on(event.await());
            events.add("went on");
            Await.on(Tasks.yieldNow());
            return Coroutine.done();
        });
        assertThat(events).containsExactly("went on", "another turn");
    }

    @Test
    @Case("L10")
    void set_and_cleared_at_once_still_wakes_those_who_wait() {
        run(() -> {
            Task<Void> early = Tasks.start(waiting("early"));
            Await.on(settle());
            event.set();
            event.clear();
            Task<Void> late = Tasks.start(waiting("late"));
            Await.on(settle());
            assertThat(early.isDone()).isTrue();
            assertThat(late.isDone()).isFalse();
            assertThat(event.isSet()).isFalse();
            event.set();
            Await.on(late);
            return Coroutine.done();
        });
        assertThat(events).containsExactly("early", "late");
    }

    @Test
    @Case("L11")
    void a_cancelled_waiter_is_removed() {
        run(() -> {
            Task<Void> task = Tasks.start(waiting("x"));
            Await.on(settle());
            assertThat(event.waiting()).isEqualTo(1);
            task.cancel();
            assertThat(event.waiting()).isZero();
            event.set();
            Await.on(settle());
            assertThat(task.isCancelled()).isTrue();
            return Coroutine.done();
        });
        assertThat(events).isEmpty();
    }
}
