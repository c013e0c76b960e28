package dev.fermata.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.fermata.Async;
import dev.fermata.AsyncCloseable;
import dev.fermata.Await;
import dev.fermata.Awaitable;
import dev.fermata.Cancellation;
import dev.fermata.Coroutine;
import dev.fermata.LoopKind;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import dev.fermata.sync.AsyncPool.Statistics;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsyncPoolTest extends Program {

    private int connections;
    private IOException refusal;

    AsyncPoolTest(LoopKind kind) {
        super(kind);
    }

    private final class Connection implements AsyncCloseable {
        private final int number = ++connections;
        private boolean alive = true;

        @Override
        public Awaitable<Void> closeAsync() {
            events.add("closed " + number);
            return Tasks.sleep(seconds(1));
        }

        @Override
        public String toString() {
            return "#" + number;
        }
    }

    @Async
    private Coroutine<Connection> connect() {
        Await.on(Tasks.sleep(seconds(1)));
        if (refusal != null) {
            AsyncPoolTest.<RuntimeException>raise(refusal);
        }
        return Coroutine.of(new Connection());
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void raise(Exception failure) throws E {
        throw (E) failure;
    }

    private PoolOptions<Connection> options(int max) {
        return PoolOptions.of(this::connect).withMax(max);
    }

    private AsyncPool<Connection> pool(int max) {
        return new AsyncPool<>(options(max));
    }

    @Async
    private Coroutine<Void> working(AsyncPool<Connection> pool, String name) {
        try (var lease = Await.on(pool.acquire())) {
            events.add(name + " has " + lease.resource());
            Await.on(Tasks.sleep(seconds(10)));
        }
        return Coroutine.done();
    }

    @Test
    void options_are_checked() {
        assertThatIllegalArgumentException().isThrownBy(() -> options(0));
        assertThatIllegalArgumentException().isThrownBy(() -> options(2).withMin(3));
        assertThatIllegalArgumentException().isThrownBy(() -> options(2).withMin(-1));
    }

    @Test
    void resources_are_opened_up_to_the_maximum_and_then_handed_on_in_order() {
        AsyncPool<Connection> pool = pool(2);
        run(() -> {
            List<Task<Void>> tasks = List.of(
                    Tasks.start(working(pool, "a")),
                    Tasks.start(working(pool, "b")),
                    Tasks.start(working(pool, "c")),
                    Tasks.start(working(pool, "d")));
            Await.on(Tasks.sleep(seconds(2)));
            assertThat(pool.statistics()).isEqualTo(new Statistics(0, 2, 0, 2, 2, 0, 0));
            assertThat(pool).hasToString("AsyncPool[idle 0, lent 2 of 2, waiting 2]");
            Await.on(Tasks.gather(tasks));
            assertThat(pool.statistics()).isEqualTo(new Statistics(2, 0, 0, 0, 2, 0, 0));
            return Coroutine.done();
        });
        assertThat(events).containsExactly("a has #1", "b has #2", "c has #2", "d has #1");
    }

    @Test
    void what_came_back_last_is_lent_first() {
        AsyncPool<Connection> pool = pool(2);
        run(() -> {
            var first = Await.on(pool.acquire());
            var second = Await.on(pool.acquire());
            first.close();
            second.close();
            assertThat(Await.on(pool.acquire()).resource()).hasToString("#2");
            return Coroutine.done();
        });
    }

    @Test
    void a_body_has_a_resource_and_gives_it_back_however_it_ends() {
        AsyncPool<Connection> pool = pool(1);
        IOException failure = new IOException();
        run(() -> {
            int number = Await.on(pool.use(connection -> Coroutine.of(connection.number)));
            assertThat(number).isEqualTo(1);
            Task<Void> failing = Tasks.start(pool.use(connection -> {
                Await.on(Tasks.yieldNow());
                raise(failure);
                return Coroutine.done();
            }));
            Task<Void> cancelled = Tasks.start(pool.use(connection -> Program.turns(100)));
            Await.on(settle());
            assertThat(failing.exception()).isSameAs(failure);
            cancelled.cancel();
            Await.on(settle());
            assertThat(cancelled.isCancelled()).isTrue();
            assertThat(pool.statistics()).isEqualTo(new Statistics(1, 0, 0, 0, 1, 0, 0));
            return Coroutine.done();
        });
    }

    @Test
    void a_body_may_have_a_task_as_its_result() {
        AsyncPool<Connection> pool = pool(1);
        AsyncLock lock = new AsyncLock();
        run(() -> {
            Task<Void> task = Tasks.start(turns(1));
            Task<Void> pooled = Await.on(pool.use(connection -> {
                Await.on(Tasks.yieldNow());
                return Coroutine.of(task);
            }));
            Task<Void> locked = Await.on(lock.withLock(Tasks.sleep(seconds(1), task)));
            assertThat(pooled).isSameAs(task);
            assertThat(locked).isSameAs(task);
            return Coroutine.done();
        });
    }

    @Test
    void a_failure_to_open_is_thrown_to_who_asked_and_the_next_one_tries() {
        AsyncPool<Connection> pool = pool(1);
        refusal = new IOException("refused");
        run(() -> {
            Task<Void> first = Tasks.start(working(pool, "a"));
            Task<Void> second = Tasks.start(working(pool, "b"));
            Await.on(Tasks.waitUntil(dev.fermata.ReturnWhen.FIRST_COMPLETED, List.of(first)));
            assertThat(first.exception()).isSameAs(refusal);
            refusal = null;
            Await.on(second);
            return Coroutine.done();
        });
        assertThat(events).containsExactly("b has #1");
    }

    @Test
    void a_cancellation_while_opening_cancels_the_opening_and_the_next_one_opens() {
        AsyncPool<Connection> pool = pool(1);
        run(() -> {
            Task<Void> first = Tasks.start(working(pool, "a"));
            Task<Void> second = Tasks.start(working(pool, "b"));
            Await.on(settle());
            assertThat(pool.statistics()).isEqualTo(new Statistics(0, 0, 1, 1, 0, 0, 0));
            first.cancel();
            Await.on(second);
            return Coroutine.done();
        });
        assertThat(events).containsExactly("b has #1");
    }

    @Test
    void a_resource_that_is_not_valid_any_more_is_disposed_of_and_another_one_taken() {
        AsyncPool<Connection> pool = new AsyncPool<>(options(2).withValidation(connection -> {
            Await.on(Tasks.yieldNow());
            if (connection.number == 2) {
                raise(new IOException("gone"));
            }
            return Coroutine.of(connection.alive);
        }));
        run(() -> {
            var first = Await.on(pool.acquire());
            var second = Await.on(pool.acquire());
            first.resource().alive = false;
            first.close();
            second.close();
            var third = Await.on(pool.acquire());
            assertThat(third.resource()).hasToString("#3");
            third.close();
            assertThat(Await.on(pool.acquire()).resource()).hasToString("#3");
            return Coroutine.done();
        });
        assertThat(events).containsExactly("closed 2", "closed 1");
    }

    @Test
    void a_broken_resource_is_disposed_of() {
        AsyncPool<Connection> pool = new AsyncPool<>(options(2).withBroken(failure -> failure instanceof Cancellation));
        run(() -> {
            try (var lease = Await.on(pool.acquire())) {
                lease.discard();
            }
            assertThat(pool.statistics().discarded()).isEqualTo(1);
            Task<Void> cancelled = Tasks.start(pool.use(connection -> Program.turns(100)));
            Await.on(Tasks.sleep(seconds(1)));
            Await.on(turns(3));
            cancelled.cancel();
            Await.on(settle());
            assertThat(pool.statistics()).isEqualTo(new Statistics(0, 0, 0, 0, 2, 2, 1));
            return Coroutine.done();
        });
        assertThat(events).containsExactly("closed 1", "closed 2");
    }

    @Test
    void the_minimum_is_filled_on_demand_and_after_a_loss() {
        AsyncPool<Connection> pool = new AsyncPool<>(options(3).withMin(2));
        run(() -> {
            Await.on(pool.fill());
            assertThat(pool.statistics().idle()).isEqualTo(2);
            var lease = Await.on(pool.acquire());
            lease.discard();
            lease.close();
            Await.on(Tasks.sleep(seconds(2)));
            assertThat(pool.statistics()).isEqualTo(new Statistics(2, 0, 0, 0, 3, 1, 0));
            return Coroutine.done();
        });
    }

    @Test
    void what_is_idle_for_too_long_goes_except_the_minimum() {
        AsyncPool<Connection> pool = new AsyncPool<>(options(3).withMin(1).withMaxIdle(seconds(60)));
        run(() -> {
            var first = Await.on(pool.acquire());
            var second = Await.on(pool.acquire());
            var third = Await.on(pool.acquire());
            first.close();
            Await.on(Tasks.sleep(seconds(30)));
            second.close();
            third.close();
            Await.on(Tasks.sleep(seconds(31)));
            assertThat(events).containsExactly("closed 1");
            Await.on(Tasks.sleep(seconds(60)));
            assertThat(events).containsExactly("closed 1", "closed 2");
            Await.on(Tasks.sleep(seconds(600)));
            assertThat(pool.statistics().idle()).isEqualTo(1);
            return Coroutine.done();
        });
    }

    @Test
    void closing_waits_for_what_is_lent_and_turns_the_others_away() {
        AsyncPool<Connection> pool = pool(1);
        run(() -> {
            Task<Void> working = Tasks.start(working(pool, "a"));
            Task<Void> waiting = Tasks.start(working(pool, "b"));
            Await.on(Tasks.sleep(seconds(2)));
            long before = EventLoop.current().time();
            Await.on(pool.closeAsync());
            assertThat(EventLoop.current().time() - before)
                    .isEqualTo(seconds(10).toNanos());
            assertThat(working.isDone()).isTrue();
            assertThat(waiting.exception()).isInstanceOf(PoolClosedException.class);
            Task<Void> late = Tasks.start(working(pool, "c"));
            Await.on(settle());
            assertThat(late.exception()).isInstanceOf(PoolClosedException.class);
            assertThat(pool.isClosed()).isTrue();
            Await.on(pool.closeAsync());
            return Coroutine.done();
        });
        assertThat(events).containsExactly("a has #1", "closed 1");
    }

    @Test
    void a_lease_is_good_until_it_is_given_back() {
        AsyncPool<Connection> pool = pool(1);
        run(() -> {
            var lease = Await.on(pool.acquire());
            lease.close();
            lease.close();
            assertThatIllegalStateException().isThrownBy(lease::resource);
            assertThat(pool.statistics().idle()).isEqualTo(1);
            return Coroutine.done();
        });
    }

    @Test
    void a_failure_to_dispose_of_a_resource_is_reported() {
        IOException failure = new IOException();
        AsyncPool<String> pool =
                new AsyncPool<>(PoolOptions.of(() -> Coroutine.of("resource")).withDisposal(resource -> {
                    Await.on(Tasks.yieldNow());
                    raise(failure);
                    return Coroutine.done();
                }));
        run(() -> {
            EventLoop.current().setExceptionHandler((loop, context) -> {
                assertThat(context.exception()).isSameAs(failure);
                events.add(context.message());
            });
            Await.on(pool.acquire()).close();
            Await.on(pool.closeAsync());
            return Coroutine.done();
        });
        assertThat(events).containsExactly("a resource of a pool could not be closed");
    }
}
