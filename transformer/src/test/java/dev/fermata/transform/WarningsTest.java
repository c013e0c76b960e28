package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is legal but probably not meant, as {@link Expectations} in the sources say. Each program with warnings has its
 * nearest one without beside it.
 */
class WarningsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                class Dropped {
                    @Async Coroutine<Integer> fetch() {
                        return Coroutine.of(1);
                    }
                    @Async Coroutine<Integer> run(Coroutine<Integer> c) {
                        fetch(); //! dropped-coroutine
                        this
                            .fetch(); //! dropped-coroutine
                        return Coroutine.of(Await.on(c));
                    }
                    void plain(List<Integer> list) {
                        fetch(); //! dropped-coroutine
                        Runnable lambda = () ->
                            fetch(); //! dropped-coroutine
                        Runnable reference = this::fetch; //! dropped-coroutine
                    }
                }
                """,
                """
                class Taken {
                    Coroutine<Integer> last;
                    @Async Coroutine<Integer> fetch() {
                        return Coroutine.of(1);
                    }
                    @Async CompletableFuture<Integer> hot() {
                        return CompletableFuture.completedFuture(1);
                    }
                    @Async Task<Integer> task(Task<Integer> other) {
                        return other;
                    }
                    @Async Coroutine<Integer> run() {
                        Await.on(fetch());
                        hot();
                        task(null);
                        last = fetch();
                        Coroutine<Integer> other = fetch();
                        Coroutine.done();
                        return fetch();
                    }
                    void plain() {
                        Runnable hot = this::hot;
                        Callable<Coroutine<Integer>> reference = this::fetch;
                        Callable<Coroutine<Integer>> lambda = () -> fetch();
                    }
                }
                """,
                """
                interface Fetcher {
                    Coroutine<Integer> fetch();
                    static void plain(Fetcher fetcher) {
                        fetcher.fetch(); //! dropped-coroutine
                    }
                }
                """,
            })
    void a_dropped_coroutine_is_reported_at_its_line(String source) {
        assertThat(Expectations.report(source)).containsExactlyElementsOf(Expectations.in(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                class Swallowed {
                    void log(Throwable t) {}
                    @Async Coroutine<Integer> throwable(Coroutine<Integer> c) {
                        try {
                            return Coroutine.of(Await.on(c));
                        } catch (Throwable t) { //! swallowed-cancellation
                            log(t);
                            return Coroutine.of(0);
                        }
                    }
                    @Async Coroutine<Integer> error(Coroutine<Integer> c) {
                        int result = 0;
                        try {
                            result = Await.on(c);
                        } catch (RuntimeException e) {
                            result = -1;
                        } catch (Error e) { //! swallowed-cancellation
                            System.err.println("failed: " + e);
                        }
                        return Coroutine.of(result);
                    }
                    @Async Coroutine<Integer> either(CompletableFuture<Integer> c) {
                        try {
                            return Coroutine.of(Await.on(c));
                        } catch (IllegalStateException | Error e) { //! swallowed-cancellation
                            e.printStackTrace();
                        }
                        return Coroutine.of(1);
                    }
                    @Async Coroutine<Void> endless(Coroutine<Integer> c) {
                        while (true) {
                            try {
                                Await.on(c);
                            } catch (Throwable t) { //! swallowed-cancellation
                                log(t);
                            }
                        }
                    }
                    @Async Coroutine<Integer> wrapped(Coroutine<Integer> c) {
                        try {
                            return Coroutine.of(Await.on(c));
                        } catch (Throwable t) { //! swallowed-cancellation
                            throw new IllegalStateException(t);
                        }
                    }
                    @Async Coroutine<Integer> nested(Coroutine<Integer> c) {
                        try {
                            try {
                                return Coroutine.of(Await.on(c));
                            } catch (Throwable t) {
                                log(t);
                                throw t;
                            } finally {
                                log(null);
                            }
                        } catch (Throwable t) { //! swallowed-cancellation
                            return Coroutine.of(1);
                        }
                    }
                    @Async Coroutine<Void> stream(AsyncStream<Integer> s) {
                        try {
                            for (int x : Await.each(s)) {
                                System.out.println(x);
                            }
                        } catch (Throwable t) { //! swallowed-cancellation
                            log(t);
                        }
                        return Coroutine.done();
                    }
                    Callable<Coroutine<Integer>> lambda(Coroutine<Integer> c) {
                        return () -> {
                            try {
                                return Coroutine.of(Await.on(c));
                            } catch (Throwable t) { //! swallowed-cancellation
                                return Coroutine.of(0);
                            }
                        };
                    }
                }
                """,
                """
                class LetGo {
                    Throwable last;
                    void log(Throwable t) {}
                    static void rethrow(Throwable t) throws Throwable {
                        throw t;
                    }
                    RuntimeException asUnchecked(Throwable t) {
                        return new RuntimeException(t);
                    }
                    @Async Coroutine<Integer> exception(Coroutine<Integer> c) {
                        try {
                            return Coroutine.of(Await.on(c));
                        } catch (Exception e) {
                            return Coroutine.of(0);
                        }
                    }
                    @Async Coroutine<Integer> rethrown(Coroutine<Integer> c) {
                        try {
                            return Coroutine.of(Await.on(c));
                        } catch (Throwable t) {
                            log(t);
                            throw t;
                        }
                    }
                    @Async Coroutine<Integer> rethrownIf(Coroutine<Integer> c) {
                        try {
                            return Coroutine.of(Await.on(c));
                        } catch (Throwable t) {
                            if (t instanceof Cancellation cancelled) {
                                throw cancelled;
                            }
                            return Coroutine.of(0);
                        }
                    }
                    @Async Coroutine<Integer> rethrownLater(Coroutine<Integer> c) {
                        Error failure = null;
                        int result = 0;
                        try {
                            result = Await.on(c);
                        } catch (Error e) {
                            failure = e;
                        }
                        if (failure != null) {
                            throw failure;
                        }
                        return Coroutine.of(result);
                    }
                    @Async Coroutine<Integer> rethrownByOthers(Coroutine<Integer> c) throws Throwable {
                        try {
                            return Coroutine.of(Await.on(c));
                        } catch (Throwable t) {
                            rethrow(t);
                        }
                        try {
                            return Coroutine.of(Await.on(c));
                        } catch (Throwable t) {
                            throw asUnchecked(t);
                        }
                    }
                    @Async Coroutine<Integer> kept(Coroutine<Integer> c) {
                        try {
                            return Coroutine.of(Await.on(c));
                        } catch (Throwable t) {
                            last = t;
                        }
                        return Coroutine.of(0);
                    }
                    @Async CompletableFuture<Integer> returned(Coroutine<Integer> c) {
                        try {
                            return CompletableFuture.completedFuture(Await.on(c));
                        } catch (Throwable t) {
                            return CompletableFuture.failedFuture(t);
                        }
                    }
                    @Async Coroutine<Integer> caughtBefore(Coroutine<Integer> c) {
                        try {
                            return Coroutine.of(Await.on(c));
                        } catch (Cancellation cancelled) {
                            return Coroutine.of(-1);
                        } catch (Throwable t) {
                            return Coroutine.of(0);
                        }
                    }
                    @Async Coroutine<Integer> withoutAwait(Coroutine<Integer> c) {
                        int result = Await.on(c);
                        try {
                            result += hashCode();
                        } catch (Throwable t) {
                            log(t);
                        }
                        return Coroutine.of(result);
                    }
                }
                """,
                """
                class ByCompilers {
                    @Async Coroutine<Integer> run(Coroutine<Integer> c, Lock lock) throws Exception {
                        int result = 0;
                        try (Lock first = lock; Lock second = lock) {
                            result += Await.on(c);
                        }
                        try (var third = Await.on(Coroutine.of(lock))) {
                            result += Await.on(c);
                        } finally {
                            result += Await.on(c);
                        }
                        synchronized (this) {
                            result++;
                        }
                        return Coroutine.of(result);
                    }
                    interface Lock extends AutoCloseable {}
                }
                """,
                """
                class NotAsync {
                    Generator<Integer> plain() {
                        try {
                            return null;
                        } catch (Throwable t) {
                            return null;
                        }
                    }
                    @Async Generator<Integer> numbers() {
                        try {
                            Yield.value(1);
                        } catch (Throwable t) {
                            t.printStackTrace();
                        }
                        return Generator.done();
                    }
                }
                """,
            })
    void a_swallowed_cancellation_is_reported_at_the_catch(String source) {
        assertThat(Expectations.report(source)).containsExactlyElementsOf(Expectations.in(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                class Blocking {
                    @Async Coroutine<Integer> threads(Thread t, Process p, Object monitor) throws Exception {
                        Thread.sleep(1); //! blocking-call
                        TimeUnit.SECONDS.sleep(1); //! blocking-call
                        t.join(); //! blocking-call
                        p.waitFor(); //! blocking-call
                        synchronized (monitor) {
                            monitor.wait(); //! blocking-call
                        }
                        return Coroutine.of(1);
                    }
                    @Async CompletableFuture<Integer> futures(CompletableFuture<Integer> c, Future<Integer> f)
                            throws Exception {
                        Await.on(c);
                        int sum = c.join() //! blocking-call
                            + c.get(1, TimeUnit.SECONDS) //! blocking-call
                            + f.get(); //! blocking-call
                        return CompletableFuture.completedFuture(sum);
                    }
                    @Async Coroutine<Integer> concurrent(CountDownLatch latch, BlockingQueue<Integer> queue,
                            LinkedBlockingQueue<Integer> linked, Semaphore semaphore, ExecutorService pool)
                            throws Exception {
                        latch.await(); //! blocking-call
                        queue.put(1); //! blocking-call
                        queue.poll(1, TimeUnit.SECONDS); //! blocking-call
                        linked.take(); //! blocking-call
                        semaphore.acquire(); //! blocking-call
                        semaphore.tryAcquire(1, TimeUnit.SECONDS); //! blocking-call
                        pool.invokeAll(List.of()); //! blocking-call
                        pool.awaitTermination(1, TimeUnit.SECONDS); //! blocking-call
                        return Coroutine.of(1);
                    }
                    @Async Coroutine<Integer> network(java.net.http.HttpClient client,
                            java.net.http.HttpRequest request, java.net.ServerSocket server) throws Exception {
                        client.send(request, null); //! blocking-call
                        var socket = new java.net.Socket("host", 80); //! blocking-call
                        socket.getInputStream().read(); //! blocking-call
                        server.accept(); //! blocking-call
                        return Coroutine.of(1);
                    }
                    @Async Coroutine<Integer> database(java.sql.Connection connection) throws Exception {
                        var statement = connection.prepareStatement("select 1"); //! blocking-call
                        var results = statement.executeQuery(); //! blocking-call
                        results.next(); //! blocking-call
                        connection.createStatement().execute("delete"); //! blocking-call
                        return Coroutine.of(1);
                    }
                    @Async AsyncStream<Integer> stream() throws Exception {
                        try {
                            Yield.value(0);
                        } finally {
                            Thread.sleep(1); //! blocking-call
                        }
                        Yield.value(1);
                        return AsyncStream.done();
                    }
                    Callable<Coroutine<Integer>> lambda(Coroutine<Integer> c) {
                        return () -> {
                            Thread.sleep(1); //! blocking-call
                            return Coroutine.of(Await.on(c));
                        };
                    }
                }
                """,
                """
                class NotBlocking {
                    void plain(Future<Integer> f) throws Exception {
                        Thread.sleep(f.get());
                    }
                    @Async Coroutine<Integer> onOtherThread(Future<Integer> f) throws Exception {
                        Await.on(Tasks.sleep(java.time.Duration.ZERO));
                        return Coroutine.of(Await.on(Tasks.toThread(() -> {
                            Thread.sleep(1);
                            return f.get();
                        })) + Await.on(Tasks.toThread(f::get)));
                    }
                    @Async Coroutine<Integer> noWaiting(CompletableFuture<Integer> c, BlockingQueue<Integer> queue,
                            PriorityBlockingQueue<Integer> unbounded, Semaphore semaphore,
                            java.util.concurrent.locks.Lock lock, CountDownLatch latch, Map<String, Integer> map) {
                        queue.offer(1);
                        queue.poll();
                        unbounded.put(1);
                        semaphore.tryAcquire();
                        latch.countDown();
                        new java.net.Socket();
                        lock.lock();
                        lock.unlock();
                        return Coroutine.of(c.getNow(0) + map.get("x"));
                    }
                    @Async Generator<Integer> generator() throws Exception {
                        Thread.sleep(1);
                        Yield.value(1);
                        return Generator.done();
                    }
                }
                """,
            })
    void a_blocking_call_is_reported_at_its_line(String source) {
        assertThat(Expectations.report(source)).containsExactlyElementsOf(Expectations.in(source));
    }

    @Test
    void a_method_that_grows_above_the_limit_of_the_jit_is_reported_with_both_sizes() {
        assertThat(Expectations.diagnostics(methodOf(400))).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo(DiagnosticCode.METHOD_ABOVE_JIT_LIMIT);
            assertThat(diagnostic.location()).hasToString("Big.java:2");
            assertThat(diagnostic.message()).containsPattern("method big has grown from \\d{4} to \\d{5} bytes");
        });
    }

    @Test
    void a_method_that_was_above_the_limit_before_or_stays_below_is_not_reported() {
        assertThat(Expectations.diagnostics(methodOf(1_000))).isEmpty();
        assertThat(Expectations.diagnostics(methodOf(50))).isEmpty();
    }

    private static String methodOf(int awaits) {
        return IntStream.range(0, awaits)
                .mapToObj(i -> "sum += Await.on(c) + 1000;")
                .collect(Collectors.joining(
                        " ",
                        "class Big {\n @Async Coroutine<Integer> big(Coroutine<Integer> c) { int sum = 0; ",
                        " return Coroutine.of(sum); } }"));
    }

    @Test
    void a_warning_reads_like_one_of_javac() {
        assertThat(Expectations.diagnostics("""
                        class Form {
                            @Async Coroutine<Integer> run(Coroutine<Integer> c) throws Exception {
                                Thread.sleep(1);
                                return Coroutine.of(Await.on(c));
                            }
                        }
                        """))
                .singleElement()
                .hasToString("Form.java:3: warning: [blocking-call] Thread.sleep blocks the thread of the event loop;"
                        + " use Await.on(Tasks.sleep(...))");
    }

    @Test
    void a_class_with_errors_and_warnings_reports_both() {
        TransformResult result = new Transformer().transform(Compilation.single("""
                class Both {
                    @Async Coroutine<Integer> run(Coroutine<Integer> c) throws Exception {
                        Thread.sleep(1);
                        synchronized (this) {
                            return Coroutine.of(Await.on(c));
                        }
                    }
                }
                """));
        assertThat(result).isInstanceOfSatisfying(TransformResult.Rejected.class, rejected -> {
            assertThat(rejected.errors())
                    .extracting(Diagnostic::code)
                    .containsExactly(DiagnosticCode.AWAIT_HOLDING_MONITOR);
            assertThat(rejected.warnings()).extracting(Diagnostic::code).containsExactly(DiagnosticCode.BLOCKING_CALL);
        });
    }

    @Test
    void a_class_of_an_unknown_version_that_only_calls_coroutines_is_no_error() {
        byte[] file = Compilation.of("""
                interface Caller {
                    Coroutine<Integer> fetch();
                    default void drop() {
                        fetch();
                    }
                }
                """).get("Caller");
        assertThat(new Transformer().transform(file).warnings()).hasSize(1);
        file[7] = 99;
        assertThat(new Transformer().transform(file)).isEqualTo(new TransformResult.Unchanged());
    }
}
