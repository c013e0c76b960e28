package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class EagerStartTest extends Programs {

    @Async
    private Coroutine<Task<?>> withoutSuspending(String value) {
        log(value);
        return Coroutine.of(Tasks.current());
    }

    @Async
    private Coroutine<Void> startingBoth() {
        Task<?> self = Tasks.current();
        Task<Task<?>> task = Tasks.startEagerly(withoutSuspending("eager"));
        assertThat(task.isDone()).isTrue();
        assertThat(task.result()).isSameAs(task);
        assertThat(Tasks.current()).isSameAs(self);
        assertThat(Tasks.all()).doesNotContain(task);
        Task<String> failed = Tasks.startEagerly(failing());
        assertThat(failed.exception()).isInstanceOf(IOException.class);
        return Coroutine.done();
    }

    @Async
    private Coroutine<String> failing() {
        throw Unchecked.rethrow(new IOException());
    }

    @Test
    @Case("EA1")
    void a_coroutine_that_does_not_suspend_is_done_at_once() {
        run(startingBoth());
        assertThat(events).containsExactly("eager");
    }

    @Test
    @Case("EA4")
    void one_that_suspends_becomes_an_ordinary_task() {
        Coroutine<String> main = startingOneThatSuspends();
        assertThatThrownBy(() -> run(main)).isInstanceOf(CancellationException.class);
        assertThat(events).containsExactly("begun", "started", "interrupted: why");
    }

    @Async
    private Coroutine<String> startingOneThatSuspends() {
        Task<String> task = Tasks.startEagerly(suspending());
        log("started");
        assertThat(Tasks.all()).contains(task);
        Await.on(Tasks.sleep(seconds(1)));
        task.cancel("why");
        return Coroutine.of(Await.on(task));
    }

    @Async
    private Coroutine<String> suspending() {
        log("begun");
        try {
            Await.on(Tasks.sleep(seconds(10)));
        } catch (Cancellation cancellation) {
            log("interrupted: " + cancellation.getMessage());
            throw cancellation;
        }
        return Coroutine.of("x");
    }

    @Test
    @Case("EA5")
    void a_plain_start_runs_nothing_at_once() {
        assertThat(run(startingPlainly())).isFalse();
    }

    @Async
    private Coroutine<Boolean> startingPlainly() {
        Task<Task<?>> task = Tasks.start(withoutSuspending("plain"));
        boolean done = task.isDone();
        Await.on(task);
        return Coroutine.of(done);
    }
}
