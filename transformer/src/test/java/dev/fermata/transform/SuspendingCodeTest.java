package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Where the code that suspends and resumes stands, and what it shares. */
class SuspendingCodeTest {

    private static final String SOURCE = """
            import java.util.concurrent.*;
            public class Main {
                @Async static Coroutine<String> body(Awaitable<String> a, Awaitable<String> b) throws Exception {
                    try {
                        Await.on(a);
                        Await.on(a);
                        Await.on(a);
                        return Coroutine.of(Await.on(b));
                    } catch (RuntimeException e) {
                        try {
                            return other();
                        } finally {
                            Await.on(b);
                        }
                    }
                }
                static Coroutine<String> other() {
                    return Coroutine.of("other");
                }
                @Async CompletableFuture<String> hot(Awaitable<String> a, int i, long l, float f, double d) {
                    String s = Await.on(a) + Await.on(a);
                    return CompletableFuture.completedFuture(s + i + l + f + d);
                }
                @Async public static Coroutine<String> run() {
                    return Coroutine.of(Await.on(new Main().hot(later(), 1, 2L, 3f, 4.0)));
                }
                static Awaitable<String> later() {
                    var promise = new Promise<String>();
                    Tasks.start(complete(promise));
                    return promise;
                }
                @Async static Coroutine<Void> complete(Promise<String> promise) {
                    Await.on(Tasks.yieldNow());
                    promise.complete("x");
                    return Coroutine.of(null);
                }
            }
            """;

    @Test
    void no_handler_of_the_user_covers_what_suspends_or_makes_a_tail_call() {
        MethodNode body = method("lambda$body$async");
        List<MethodInsnNode> calls = calls(body, "suspend", "$fermata$suspend$0$0", "$fermata$suspend$0$1", "tail");
        assertThat(calls).hasSizeGreaterThan(4);
        assertThat(calls).filteredOn(call -> isCovered(body, call)).isEmpty();
    }

    @Test
    void the_handlers_of_an_await_cover_what_throws_its_failure_after_a_resumption() {
        MethodNode body = method("lambda$body$async");
        List<Boolean> awaits =
                calls(body, "await").stream().map(call -> isCovered(body, call)).toList();
        assertThat(awaits).contains(true, false);
        assertThat(calls(body, "take").stream()
                        .map(call -> isCovered(body, call))
                        .toList())
                .isEqualTo(awaits);
    }

    @Test
    void awaits_that_move_the_same_locals_suspend_through_one_method() {
        MethodNode body = method("lambda$body$async");
        assertThat(calls(body, "$fermata$suspend$0$0")).hasSize(2);
        assertThat(method("$fermata$suspend$0$0").desc)
                .isEqualTo("(Ljava/lang/Object;ILjava/lang/Object;Ljava/lang/Object;Ldev/fermata/codegen/Frames$R3P0;)"
                        + "Ljava/lang/Object;");
    }

    @Test
    void a_method_that_suspends_gets_values_of_all_types_and_the_receiver() throws Exception {
        assertThat(Program.run(SOURCE)).isEqualTo("xx123.04.0");
    }

    @Test
    void awaits_that_move_more_than_a_method_may_take_suspend_in_place() throws Exception {
        String declarations = IntStream.range(0, 130)
                .mapToObj(i -> "long v%d = one + %d;\n".formatted(i, i))
                .collect(Collectors.joining());
        String sum = IntStream.range(0, 130).mapToObj(i -> "v" + i).collect(Collectors.joining(" + "));
        assertThat(Program.run("""
                        public class Main {
                            @Async static Coroutine<Long> one() {
                                Await.on(Tasks.yieldNow());
                                return Coroutine.of(1L);
                            }
                            @Async public static Coroutine<Long> run() {
                                long one = Await.on(one());
                                %s
                                Await.on(Tasks.yieldNow());
                                Await.on(Tasks.yieldNow());
                                return Coroutine.of(%s);
                            }
                        }
                        """.formatted(declarations, sum))).isEqualTo(130L + 129 * 130 / 2);
    }

    private static MethodNode method(String name) {
        return Transformed.method(
                Transformed.node(Transformed.bytes(Compilation.of(SOURCE).get("Main"))), name);
    }

    private static List<MethodInsnNode> calls(MethodNode method, String... names) {
        List<MethodInsnNode> calls = new ArrayList<>();
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call && List.of(names).contains(call.name)) {
                calls.add(call);
            }
        }
        return calls;
    }

    private static boolean isCovered(MethodNode method, AbstractInsnNode instruction) {
        int place = method.instructions.indexOf(instruction);
        return method.tryCatchBlocks.stream()
                .anyMatch(block -> method.instructions.indexOf(block.start) <= place
                        && place < method.instructions.indexOf(block.end));
    }
}
