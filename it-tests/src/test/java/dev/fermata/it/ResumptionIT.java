package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.loop.EventLoop;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When, where and how often transformed methods go on. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public class ResumptionIT {

    private static final int THREADS = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    @Case("B90")
    void many_threads_use_a_method_for_the_first_time_at_once() throws Exception {
        Program program = Program.of("""
                public class Main {
                    static long shared = Long.parseLong("1");
                    @Async public static Coroutine<Object> run() throws Exception {
                        String text = "";
                        for (int i = 0; i < 3; i++) {
                            text += Await.on(later(i)) + Await.on(hot(i)) + Await.on(new Other().load(i));
                        }
                        return Coroutine.of(text);
                    }
                    @Async static Coroutine<Long> later(int i) {
                        Await.on(Tasks.yieldNow());
                        return Coroutine.of(i + shared);
                    }
                    @Async static CompletableFuture<Integer> hot(int i) {
                        Await.on(Tasks.yieldNow());
                        return CompletableFuture.completedFuture(i);
                    }
                    static class Other {
                        private final Callable<Coroutine<String>> lambda = () -> Coroutine.of(Await.on(later(7)) + ";");
                        @Async Coroutine<String> load(int i) throws Exception {
                            return lambda.call();
                        }
                    }
                }
                """).transformed();
        for (int round = 0; round < 40; round++) {
            Method run = program.load("Main").getMethod("run");
            List<Object> results = together(() -> Fermata.run((Coroutine<?>) run.invoke(null)));
            assertThat(results).containsOnly("18;38;58;");
        }
    }

    /** Completes a future from another thread while, or before, or after, it is registered with. */
    public static final class Race {

        private final ExecutorService threads;
        private int rounds;

        Race(ExecutorService threads) {
            this.threads = threads;
        }

        public CompletableFuture<Integer> future() {
            var future = new CompletableFuture<Integer>();
            int round = rounds++;
            var barrier = new CyclicBarrier(2);
            threads.execute(() -> {
                meet(barrier);
                spin(round % 200);
                future.complete(round);
            });
            meet(barrier);
            spin(round / 200 % 20 * 10);
            return future;
        }

        public Awaitable<Integer> foreign() {
            CompletableFuture<Integer> future = future();
            return waiter -> {
                future.thenAccept(waiter::complete);
                spin(5);
            };
        }

        private static void spin(int times) {
            for (int i = 0; i < times; i++) {
                Thread.onSpinWait();
            }
        }

        private static void meet(CyclicBarrier barrier) {
            try {
                barrier.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final String RACE = """
            public class Main {
                @Async public static Coroutine<Object> run(dev.fermata.it.ResumptionIT.Race race, int rounds) {
                    long sum = 0;
                    for (int i = 0; i < rounds; i++) {
                        sum += i % 2 == 0 ? Await.on(race.future()) : Await.on(race.foreign());
                    }
                    return Coroutine.of(sum);
                }
                @Async public static CompletableFuture<Object> hot(dev.fermata.it.ResumptionIT.Race race, int rounds) {
                    long sum = 0;
                    for (int i = 0; i < rounds; i++) {
                        sum += i % 2 == 0 ? Await.on(race.future()) : Await.on(race.foreign());
                    }
                    return CompletableFuture.completedFuture(sum);
                }
            }
            """;

    @Test
    @Case("B91")
    void completion_races_with_registration_in_a_loop() throws Exception {
        Method run = Program.of(RACE).transformed().load("Main").getMethod("run", Race.class, int.class);
        var race = new Race(threads);
        assertThat((Object) Fermata.run((Coroutine<?>) run.invoke(null, race, 8_000)))
                .isEqualTo(8_000L * 7_999 / 2);
    }

    @Test
    @Case("B91")
    void completion_races_with_registration_outside_any_loop() throws Exception {
        Method hot = Program.of(RACE).transformed().load("Main").getMethod("hot", Race.class, int.class);
        var race = new Race(threads);
        var result = (CompletableFuture<?>) hot.invoke(null, race, 8_000);
        assertThat(result.get()).isEqualTo(8_000L * 7_999 / 2);
    }

    @Test
    @Case("B91")
    void completion_inside_the_registration() throws Exception {
        assertThat(Program.of("""
                        public class Main {
                            @Async public static Coroutine<Object> run() {
                                Awaitable<Integer> inline = waiter -> waiter.complete(1);
                                Awaitable<Integer> twice = waiter -> {
                                    waiter.complete(10);
                                    waiter.complete(20);
                                    waiter.fail(new IllegalStateException());
                                };
                                Awaitable<Integer> failing = waiter -> waiter.fail(new IllegalStateException("f"));
                                int sum = 0;
                                for (int i = 0; i < 100_000; i++) {
                                    sum += Await.on(inline);
                                }
                                sum += Await.on(twice) + Await.on(inline);
                                try {
                                    Await.on(failing);
                                } catch (IllegalStateException e) {
                                    return Coroutine.of(sum + e.getMessage());
                                }
                                return Coroutine.of("never");
                            }
                        }
                        """).transformed().run()).isEqualTo("100011f");
    }

    @Test
    @Case("B92")
    void cancelled_before_the_start_while_suspended_and_after_the_end() throws Exception {
        assertThat(Program.of("""
                        public class Main {
                            static final List<Object> trace = new ArrayList<>();
                            @Async static Coroutine<String> body(String name, Awaitable<String> awaited) {
                                trace.add("start " + name);
                                try {
                                    return Coroutine.of(Await.on(awaited));
                                } catch (Exception e) {
                                    trace.add("never");
                                    throw e;
                                } finally {
                                    Await.on(Tasks.yieldNow());
                                    trace.add("finally " + name);
                                }
                            }
                            @Async public static Coroutine<Object> run() {
                                Task<String> early = Tasks.start(body("early", Coroutine.of("never")));
                                trace.add(early.cancel());
                                Await.on(outcome(early));

                                Task<String> suspended = Tasks.start(body("suspended", new Promise<>()));
                                Await.on(Tasks.yieldNow());
                                trace.add(suspended.cancel());
                                Await.on(outcome(suspended));

                                Task<String> late = Tasks.start(body("late", Coroutine.of("result")));
                                Await.on(outcome(late));
                                trace.add(late.cancel());
                                Await.on(outcome(late));
                                return Coroutine.of(trace);
                            }
                            @Async static Coroutine<Void> outcome(Task<String> task) {
                                try {
                                    trace.add(Await.on(task));
                                } catch (CancellationException e) {
                                    trace.add("cancelled");
                                }
                                return Coroutine.done();
                            }
                        }
                        """).transformed().run())
                .isEqualTo(List.of(
                        true,
                        "cancelled",
                        "start suspended",
                        true,
                        "finally suspended",
                        "cancelled",
                        "start late",
                        "finally late",
                        "result",
                        false,
                        "result"));
    }

    @Test
    @Case("B92")
    void a_stage_that_is_awaited_is_cancelled_and_one_that_was_cancelled_fails() throws Exception {
        assertThat(Program.of("""
                        public class Main {
                            static final List<Object> trace = new ArrayList<>();
                            @Async static Coroutine<String> body(CompletableFuture<String> stage) {
                                try {
                                    return Coroutine.of(Await.on(stage));
                                } catch (Cancellation e) {
                                    trace.add("own");
                                    throw e;
                                } catch (CancellationException e) {
                                    trace.add("foreign");
                                    throw e;
                                }
                            }
                            @Async public static Coroutine<Object> run() {
                                var stage = new CompletableFuture<String>();
                                Task<String> task = Tasks.start(body(stage));
                                Await.on(Tasks.yieldNow());
                                task.cancel();
                                Await.on(Tasks.yieldNow());
                                Await.on(Tasks.yieldNow());
                                trace.add(stage.isCancelled() + " " + task.isCancelled());

                                stage = new CompletableFuture<String>();
                                task = Tasks.start(body(stage));
                                Await.on(Tasks.yieldNow());
                                stage.cancel(false);
                                try {
                                    Await.on(task);
                                } catch (CancellationException e) {
                                    trace.add("failed");
                                }
                                return Coroutine.of(trace);
                            }
                        }
                        """).transformed().run()).isEqualTo(List.of("own", "true true", "foreign", "failed"));
    }

    /** What a thread knows beside its stack. */
    public static final ThreadLocal<String> LOCAL = ThreadLocal.withInitial(() -> "initial");

    public static CompletableFuture<String> completedElsewhere(ExecutorService threads) {
        var future = new CompletableFuture<String>();
        EventLoop loop = EventLoop.running();
        Runnable completion = () -> {
            LOCAL.set("of the other thread");
            future.complete(Thread.currentThread().getName());
            LOCAL.set("after completion");
        };
        if (loop != null) {
            loop.callSoon(() -> threads.execute(completion));
        } else {
            threads.execute(completion);
        }
        return future;
    }

    @Test
    @Case("B93")
    void in_a_loop_every_segment_sees_the_thread_locals_of_the_loop() throws Exception {
        Method run = Program.of("""
                public class Main {
                    @Async public static Coroutine<Object> run(ExecutorService threads) {
                        Thread thread = Thread.currentThread();
                        for (int i = 0; i < 50; i++) {
                            dev.fermata.it.ResumptionIT.LOCAL.set("segment " + i);
                            String other = Await.on(dev.fermata.it.ResumptionIT.completedElsewhere(threads));
                            if (!dev.fermata.it.ResumptionIT.LOCAL.get().equals("segment " + i)
                                    || Thread.currentThread() != thread || other.equals(thread.getName())) {
                                return Coroutine.of("strange " + dev.fermata.it.ResumptionIT.LOCAL.get() + other);
                            }
                        }
                        return Coroutine.of("as it was left");
                    }
                }
                """).transformed().load("Main").getMethod("run", ExecutorService.class);
        assertThat((Object) Fermata.run((Coroutine<?>) run.invoke(null, threads)))
                .isEqualTo("as it was left");
        LOCAL.remove();
    }

    @Test
    @Case("B94")
    void dependants_do_not_run_while_a_promise_is_completed_inside_a_lock() throws Exception {
        assertThat(Program.of("""
                        public class Main {
                            static final Object lock = new Object();
                            static final List<Object> trace = new ArrayList<>();
                            @Async static Coroutine<String> dependant(Awaitable<String> awaited) {
                                String result = Await.on(awaited);
                                trace.add(result + Thread.holdsLock(lock));
                                return Coroutine.of(result);
                            }
                            @Async public static Coroutine<Object> run() {
                                var promise = new Promise<String>();
                                var future = new CompletableFuture<String>();
                                var one = Tasks.start(dependant(promise));
                                var two = Tasks.start(dependant(dependant(promise)));
                                var three = Tasks.start(hot(future));
                                Await.on(Tasks.yieldNow());
                                Await.on(Tasks.yieldNow());
                                synchronized (lock) {
                                    promise.complete("p ");
                                    future.complete("f ");
                                    trace.add("completed");
                                }
                                Await.on(Tasks.gather(one, two, three));
                                return Coroutine.of(trace.get(0) + " " + trace.contains("p true") + trace.contains("f true"));
                            }
                            @Async static Coroutine<String> hot(CompletableFuture<String> future) {
                                return dependant(waiter -> future.thenAccept(waiter::complete));
                            }
                        }
                        """).transformed().run()).isEqualTo("completed falsefalse");
    }

    /** Calls {@code body} on all threads at the same moment. */
    private List<Object> together(Callable<Object> body) throws Exception {
        var barrier = new CyclicBarrier(THREADS);
        List<Future<Object>> futures = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            futures.add(threads.submit(() -> {
                barrier.await();
                try {
                    return body.call();
                } catch (InvocationTargetException e) {
                    return e.getCause();
                }
            }));
        }
        List<Object> results = new ArrayList<>();
        for (Future<Object> future : futures) {
            results.add(future.get());
        }
        return results;
    }
}
