package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is refused, where, and under which code, as {@link Expectations} in the sources say. Each refused program has its
 * nearest legal one beside it.
 */
class DiagnosticsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                class OutsideAsync {
                    Coroutine<Integer> inner(Coroutine<Integer> c) {
                        int x = Await.on(c); //! await-outside-async
                        return Coroutine.of(x
                            + Await.on(c)); //! await-outside-async
                    }
                    int plain(Coroutine<Integer> c) {
                        return Await.on(c); //! await-outside-async
                    }
                }
                """,
                """
                class InsideAsync {
                    @Async Coroutine<Integer> inner(Coroutine<Integer> c) {
                        return Coroutine.of(Await.on(c));
                    }
                }
                """,
                """
                class InLambda {
                    Runnable run(Coroutine<Integer> c) {
                        return () -> {
                            Await.on(c); //! await-in-lambda
                        };
                    }
                    @Async Coroutine<Void> all(List<Coroutine<Integer>> list) {
                        list.forEach(c ->
                            Await.on(c)); //! await-in-lambda
                        return Coroutine.done();
                    }
                }
                """,
                """
                class InLambdaOfRightType {
                    Callable<Coroutine<Integer>> run(Coroutine<Integer> c) {
                        return () -> {
                            return Coroutine.of(Await.on(c));
                        };
                    }
                }
                """,
                """
                class InConstructor {
                    final int a;
                    int b = Await.on(Coroutine.of(1)); //! await-in-constructor
                    InConstructor(Coroutine<Integer> c) {
                        super();
                        a = Await.on(c); //! await-in-constructor
                    }
                    InConstructor() {
                        this(Coroutine.of(
                           Await.on(Coroutine.of(1)))); //! await-in-constructor
                    }
                }
                """,
                """
                class InFactory {
                    @Async static Coroutine<InFactory> create(Coroutine<Integer> c) {
                        Await.on(c);
                        return Coroutine.of(new InFactory());
                    }
                }
                """,
                """
                class InStaticInitializer {
                    static final int X = Await.on(Coroutine.of(1)); //! await-in-static-initializer
                }
                """,
                """
                class HoldingMonitor {
                    @Async Coroutine<Integer> run(Coroutine<Integer> c) {
                        int before = Await.on(c);
                        synchronized (this) {
                            before += Await.on(c); //! await-holding-monitor
                            if (before > 0) {
                                synchronized (c) {
                                    before++;
                                }
                                Await.on(c); //! await-holding-monitor
                            }
                        }
                        return Coroutine.of(before + Await.on(c));
                    }
                    @Async Coroutine<Integer> inHandler(Coroutine<Integer> c) {
                        synchronized (this) {
                            try {
                                hashCode();
                            } catch (RuntimeException e) {
                                Await.on(c); //! await-holding-monitor
                            }
                        }
                        return Coroutine.of(1);
                    }
                }
                """,
                """
                class BesideMonitor {
                    @Async Coroutine<Integer> run(Coroutine<Integer> c) {
                        int before = Await.on(c);
                        synchronized (this) {
                            if (before > 3) {
                                return Coroutine.of(before);
                            }
                            synchronized (c) {
                                before++;
                            }
                        }
                        return Coroutine.of(before + Await.on(c));
                    }
                }
                """,
                """
                class EachHoldingMonitor {
                    @Async Coroutine<Integer> run(AsyncStream<Integer> stream) {
                        int sum = 0;
                        synchronized (this) {
                            for (int n :
                                    Await.each(stream)) { //! await-holding-monitor
                                sum += n;
                            }
                        }
                        return Coroutine.of(sum);
                    }
                }
                """,
                """
                class EachBesideMonitor {
                    @Async Coroutine<Integer> run(AsyncStream<Integer> stream, List<Integer> list, AutoCloseable c) {
                        int sum = 0;
                        for (int n : Await.each(stream)) {
                            sum += n;
                        }
                        synchronized (this) {
                            for (int n : list) {
                                sum += n;
                            }
                            try (c) {
                                sum++;
                            } catch (Exception e) {
                                sum--;
                            }
                        }
                        return Coroutine.of(sum);
                    }
                }
                """,
                """
                class AroundMonitor {
                    @Async Coroutine<Integer> run(Coroutine<Integer> c) {
                        try {
                            synchronized (this) {
                                hashCode();
                            }
                        } catch (IllegalStateException e) {
                            Await.on(c);
                        } finally {
                            Await.on(c);
                        }
                        return Coroutine.of(Await.on(c));
                    }
                }
                """,
                """
                class MethodReference {
                    List<Integer> run(List<Awaitable<Integer>> list) {
                        java.util.function.Function<Awaitable<Integer>, Integer> f = Await::on; //! await-method-reference
                        return list.stream().map(f).toList();
                    }
                }
                """,
                """
                class ReturnTypes {
                    @Async int number() {
                        return 1; //! async-return-type
                    }
                    @Async void nothing(Coroutine<Integer> c) {
                        Await.on(c); //! async-return-type
                    }
                    @Async Future<Integer> future() {
                        return null; //! async-return-type
                    }
                    @Async Coroutine<Integer>[] array() {
                        return null; //! async-return-type
                    }
                }
                """,
                """
                class RightReturnTypes {
                    @Async Coroutine<Integer> cold() {
                        return Coroutine.of(1);
                    }
                    @Async CompletableFuture<Integer> hot() {
                        return CompletableFuture.completedFuture(1);
                    }
                    @Async CompletionStage<Integer> stage() {
                        return hot();
                    }
                    @Async Task<Integer> task(Task<Integer> other) {
                        return other;
                    }
                }
                """,
                """
                class Synchronized {
                    @Async synchronized Coroutine<Integer> run(Coroutine<Integer> c) {
                        return Coroutine.of(Await.on(c)); //! async-synchronized
                    }
                    @Async static synchronized Coroutine<Integer> noAwait() {
                        return Coroutine.of(1); //! async-synchronized
                    }
                }
                """,
                """
                abstract class Abstract {
                    @Async abstract Coroutine<Integer> run();
                    @Async Coroutine<Integer> other() {
                        return run();
                    }
                }
                """,
            })
    void every_problem_is_reported_at_its_line(String source) {
        assertThat(Expectations.report(source)).containsExactlyElementsOf(Expectations.in(source));
    }

    @ParameterizedTest
    @ValueSource(strings = "class Native { @Async native Coroutine<Integer> run(); }")
    void a_native_method_is_refused(String source) {
        assertThat(Expectations.diagnostics(source)).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo(DiagnosticCode.ASYNC_NATIVE);
            assertThat(diagnostic.location().method()).isEqualTo("run");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = """
                    class Form {
                        @Async Coroutine<Integer> run(Coroutine<Integer> c) {
                            synchronized (c) {
                                return Coroutine.of(Await.on(c));
                            }
                        }
                    }
                    """)
    void a_diagnostic_reads_like_one_of_javac(String source) {
        assertThat(Expectations.diagnostics(source))
                .singleElement()
                .hasToString("Form.java:4: error: [await-holding-monitor] await inside a synchronized block"
                        + " would keep the monitor while suspended; use AsyncLock, or move the await out");
    }
}
