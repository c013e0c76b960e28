package dev.fermata.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Case;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Promise;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the event loops have to do that live on the thread of a host. */
abstract class HostedLoopContract extends ThreadsContract {

    @Test
    void it_is_the_host_that_runs_it() {
        for (Runnable attempt :
                new Runnable[] {loop::runForever, () -> loop.runUntilComplete(new Promise<>(loop)), loop::stop}) {
            assertThatIllegalStateException().isThrownBy(attempt::run).withMessageContaining("host");
        }
    }

    @Test
    void it_runs_as_long_as_it_is_open() {
        assertThat(loop.isRunning()).isTrue();
        outside(loop::close);
        assertThat(loop.isRunning()).isFalse();
    }

    @Test
    @Case("E17")
    void it_is_the_current_loop_of_the_hosts_own_callbacks_until_it_is_closed() {
        settle();
        outside(() -> assertThat(EventLoop.current()).isSameAs(loop));
        outside(loop::close);
        outside(() -> assertThat(EventLoop.running()).isNull());
    }

    @Test
    void what_the_host_has_of_it_when_it_is_closed_does_not_make_it_the_current_one_again() {
        settle();
        outside(() -> {
            loop.callSoon(logging("never"));
            loop.close();
        });
        outside(() -> assertThat(EventLoop.running()).isNull());
        assertThat(events).isEmpty();
    }

    @Async
    private CompletableFuture<Thread> listener() {
        Await.on(Tasks.toThread(() -> "x"));
        return CompletableFuture.completedFuture(Thread.currentThread());
    }

    @Test
    void a_hot_call_in_a_callback_of_the_host_resumes_on_its_thread() {
        settle();
        Thread host = call(Thread::currentThread);
        CompletableFuture<CompletableFuture<Thread>> called = new CompletableFuture<>();
        outside(() -> called.complete(listener()));
        assertThat(called.join().join()).isSameAs(host);
    }

    @Test
    void blocking_joins_on_the_hosts_thread_throw_at_once() {
        settle();
        outside(() -> {
            Task<Void> task = Tasks.start(Tasks.yieldNow());
            assertThatIllegalStateException()
                    .isThrownBy(() -> task.toCompletableFuture().join())
                    .withMessageContaining("Await.on");
            assertThatIllegalStateException().isThrownBy(() -> Fermata.run(Tasks.yieldNow()));
        });
    }

    @Test
    void closing_it_on_another_thread_is_refused() {
        assertThatIllegalStateException().isThrownBy(loop::close).withMessageContaining("host");
        assertThat(loop.isClosed()).isFalse();
    }

    @Async
    private Coroutine<Void> leftOver() {
        try {
            Await.on(Tasks.sleep(Duration.ofDays(1)));
        } finally {
            Await.on(Tasks.toThread(() -> "x"));
            log("left over");
        }
        return Coroutine.done();
    }

    @Test
    @Case("R4")
    void shutdown_ends_the_tasks_and_closes_the_loop() {
        inLoop(() -> Tasks.start(leftOver()));
        settle();
        loop.shutdown(Duration.ofMinutes(1)).join();
        assertThat(events).containsExactly("left over");
        assertThat(loop.isClosed()).isTrue();
        outside(() -> assertThat(EventLoop.running()).isNull());
    }

    @Test
    void waiting_for_the_shutdown_on_the_hosts_thread_throws() {
        settle();
        outside(() -> {
            CompletableFuture<Void> end = loop.shutdown(Duration.ofMinutes(1));
            assertThatIllegalStateException().isThrownBy(end::join);
        });
    }
}
