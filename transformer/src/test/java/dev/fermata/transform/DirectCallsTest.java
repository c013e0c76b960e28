package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Bodies that are called in place of the methods that would make coroutines of them. */
class DirectCallsTest {

    private static final String METHODS = """
            import java.util.concurrent.*;
            public class Main {
                @Async static Coroutine<Integer> one() { return Coroutine.of(1); }
                @Async private Coroutine<Integer> mine() { return Coroutine.of(2); }
                @Async final Coroutine<Integer> last() { return Coroutine.of(3); }
                @Async Coroutine<Integer> open() { return Coroutine.of(4); }
                @Async static CompletableFuture<Integer> hot() { return CompletableFuture.completedFuture(5); }
                @Async static Coroutine<Integer> later() { Await.on(Tasks.yieldNow()); return Coroutine.of(6); }
                static final StringBuilder log = new StringBuilder();
                %s
            }
            """;

    /** The bodies that the body of {@code run} calls, in a program whose other members are {@code members}. */
    private static List<String> calledBy(String members) {
        ClassNode node = Transformed.node(
                Transformed.bytes(Compilation.of(METHODS.formatted(members)).get("Main")));
        return node.methods.stream()
                .filter(method -> method.name.equals("lambda$run$async"))
                .flatMap(method -> StreamSupport.stream(method.instructions.spliterator(), false))
                .filter(insn -> insn instanceof MethodInsnNode call
                        && (call.name.endsWith("$async") || call.name.startsWith("$fermata$call$")))
                .map(insn -> ((MethodInsnNode) insn).name.replaceAll("lambda\\$(\\w+)\\$async", "$1"))
                .toList();
    }

    private static Object run(String members) throws Exception {
        return Program.run(METHODS.formatted(members));
    }

    @Test
    void methods_that_nobody_can_override_are_called_directly() throws Exception {
        assertThat(calledBy("""
                @Async static Coroutine<Integer> run() {
                    var main = new Main();
                    return Coroutine.of(Await.on(one()) + Await.on(main.mine()) + Await.on(main.last()));
                }
                """)).containsExactly("one", "mine", "last");
    }

    @Test
    void one_that_may_be_overridden_is_called_behind_a_look_at_the_receiver() throws Exception {
        assertThat(calledBy("""
                @Async static Coroutine<Integer> run() {
                    return Coroutine.of(Await.on(new Main().open()));
                }
                """)).containsExactly("$fermata$call$3");
    }

    @Test
    void what_is_hot_or_kept_for_later_or_of_another_class_is_not() throws Exception {
        assertThat(calledBy("""
                static class Other { @Async static Coroutine<Integer> other() { return Coroutine.of(7); } }
                @Async static Coroutine<Integer> run() {
                    Coroutine<Integer> kept = one();
                    return Coroutine.of(Await.on(Other.other()) + Await.on(hot()) + Await.on(kept)
                            + Await.on(log.isEmpty() ? one() : later()));
                }
                """)).isEmpty();
    }

    @Test
    void an_override_is_what_runs() throws Exception {
        assertThat(run("""
                static class Plain extends Main {
                    @Override Coroutine<Integer> open() { return Coroutine.of(40); }
                }
                static class Suspending extends Main {
                    @Override @Async Coroutine<Integer> open() { return Coroutine.of(Await.on(later()) * 100); }
                }
                static class Inheriting extends Main {}
                @Async Coroutine<Integer> callOpen(long x) { return Coroutine.of(Await.on(open()) + (int) x); }
                @Async public static Coroutine<String> run() {
                    String text = "";
                    for (Main main : new Main[] {new Main(), new Plain(), new Suspending(), new Inheriting()}) {
                        text += Await.on(main.callOpen(1)) + " ";
                    }
                    return Coroutine.of(text);
                }
                """)).isEqualTo("5 41 601 5 ");
    }

    @Test
    void abstract_classes_and_interfaces_call_what_their_objects_have() throws Exception {
        assertThat(run("""
                static abstract class Base {
                    @Async Coroutine<Integer> value() { return Coroutine.of(1); }
                    @Async Coroutine<Integer> twice() { return Coroutine.of(Await.on(value()) * 2); }
                }
                interface Face {
                    @Async default Coroutine<Integer> value() { return Coroutine.of(1); }
                    @Async default Coroutine<Integer> thrice() { return Coroutine.of(Await.on(value()) * 3); }
                }
                static class Both extends Base implements Face {
                    @Override @Async public Coroutine<Integer> value() { return Coroutine.of(10); }
                }
                @Async public static Coroutine<Integer> run() {
                    var both = new Both();
                    return Coroutine.of(Await.on(both.twice()) + Await.on(both.thrice()));
                }
                """)).isEqualTo(50);
    }

    @Test
    void a_null_receiver_is_seen_at_the_call() throws Exception {
        assertThat(run("""
                @Async public static Coroutine<Integer> run() {
                    Main main = null;
                    int caught = 0;
                    try {
                        Await.on(main.mine());
                    } catch (NullPointerException e) {
                        caught++;
                    }
                    try {
                        Await.on(main.open());
                    } catch (NullPointerException e) {
                        caught++;
                    }
                    return Coroutine.of(caught);
                }
                """)).isEqualTo(2);
    }

    @Test
    void the_callee_may_suspend_again_and_again() throws Exception {
        assertThat(run("""
                @Async public static Coroutine<Integer> run() {
                    int sum = 0;
                    for (int i = 0; i < 3; i++) {
                        sum += Await.on(later()) + i * Await.on(one());
                    }
                    return Coroutine.of(sum);
                }
                """)).isEqualTo(21);
    }

    @Test
    void what_the_callee_throws_is_thrown_at_the_call() throws Exception {
        assertThat(run("""
                @Async static Coroutine<Integer> fail(boolean late) {
                    if (late) {
                        Await.on(Tasks.yieldNow());
                    }
                    throw new IllegalStateException("late " + late);
                }
                @Async public static Coroutine<String> run() {
                    String text = "";
                    for (boolean late : new boolean[] {false, true}) {
                        try {
                            text += Await.on(fail(late));
                        } catch (IllegalStateException e) {
                            text += e.getMessage() + ";";
                        }
                    }
                    return Coroutine.of(text);
                }
                """)).isEqualTo("late false;late true;");
    }

    @Test
    void a_tail_call_of_the_callee_runs_in_its_place() throws Exception {
        assertThat(run("""
                @Async static Coroutine<Integer> hop(int n) { return n == 0 ? later() : hop(n - 1); }
                @Async public static Coroutine<Integer> run() {
                    return Coroutine.of(Await.on(hop(0)) + Await.on(hop(1_000_000)));
                }
                """)).isEqualTo(12);
    }

    @Test
    void a_value_that_could_be_taken_for_a_suspension_arrives() throws Exception {
        assertThat(run("""
                @Async static Coroutine<Coroutine<Integer>> wrapped() { return Coroutine.of(one()); }
                @Async public static Coroutine<Integer> run() {
                    Coroutine<Integer> inner = Await.on(wrapped());
                    return Coroutine.of(Await.on(inner));
                }
                """)).isEqualTo(1);
    }

    @Test
    void recursion_does_not_depend_on_the_native_stack() throws Exception {
        assertThat(run("""
                @Async static Coroutine<Long> down(long n, boolean suspend) {
                    if (n == 0) {
                        return Coroutine.of(suspend ? (long) Await.on(later()) : 0L);
                    }
                    return Coroutine.of(Await.on(down(n - 1, suspend)) + 1);
                }
                @Async public static Coroutine<String> run() {
                    return Coroutine.of(Await.on(down(300_000, false)) + " " + Await.on(down(300_000, true)));
                }
                """)).isEqualTo("300000 300006");
    }

    @Test
    void recursion_of_a_method_that_can_be_overridden_does_not_depend_on_the_native_stack() throws Exception {
        assertThat(run("""
                @Async Coroutine<Long> down(long n, Main next, Main other) {
                    return Coroutine.of(n == 0 ? 0L : Await.on(next.down(n - 1, other, next)) + 1);
                }
                static class Overriding extends Main {
                    @Override Coroutine<Long> down(long n, Main next, Main other) { return super.down(n, next, other); }
                }
                @Async public static Coroutine<String> run() {
                    Main one = new Main();
                    Main two = new Overriding();
                    return Coroutine.of(Await.on(one.down(300_000, one, one)) + " " + Await.on(one.down(300_000, two, one)));
                }
                """)).isEqualTo("300000 300000");
    }

    @Test
    void a_coroutine_of_the_callee_can_be_made_beside() throws Exception {
        assertThat(run("""
                @Async static Coroutine<Integer> twice(int x, long y) {
                    Await.on(Tasks.yieldNow());
                    return Coroutine.of(x * 2 + (int) y);
                }
                @Async public static Coroutine<Integer> run() {
                    Task<Integer> task = Tasks.start(twice(1, 10L));
                    return Coroutine.of(Await.on(twice(2, 100L)) + Await.on(task));
                }
                """)).isEqualTo(116);
    }

    @Test
    void locals_that_change_on_some_paths_keep_their_latest_values() throws Exception {
        assertThat(run("""
                @Async public static Coroutine<String> run() {
                    int i = 0, constant = 7;
                    String text = "", kept = "k";
                    long sum = 0;
                    while (i < 6) {
                        Await.on(later());
                        if (i % 2 == 0) {
                            text += i;
                        } else {
                            sum += Await.on(later());
                        }
                        i++;
                        try {
                            Await.on(later());
                            if (i == 3) {
                                kept = "changed";
                                throw new IllegalStateException();
                            }
                        } catch (IllegalStateException e) {
                            Await.on(later());
                            constant += i;
                        }
                    }
                    return Coroutine.of(text + sum + kept + constant);
                }
                """)).isEqualTo("02418changed10");
    }
}
