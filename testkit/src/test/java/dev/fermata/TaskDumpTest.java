package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.debug.TaskDump;
import dev.fermata.sync.Select;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskDumpTest extends Programs {

    private final Promise<String> promise = new Promise<>(loop);

    TaskDumpTest(LoopKind kind) {
        super(kind);
    }

    private <T> Task<T> start(String name, Awaitable<T> body) {
        Task<T> task = Tasks.startOn(loop, body);
        task.setName(name);
        return task;
    }

    private TaskDump dump() {
        virtual.runReady();
        return TaskDump.of(loop);
    }

    private List<String> awaiters(Task<?> child) {
        return dump().awaitersOf(child).stream().map(Task::name).toList();
    }

    @Async
    private <T> Coroutine<T> await(Awaitable<T> awaited) {
        T value = Await.on(awaited);
        return Coroutine.of(value);
    }

    // Who awaits whom.

    @Test
    @Case("CG1")
    void a_plain_await_is_found() {
        Task<String> child = start("child", await(promise));
        start("parent", await(child));
        assertThat(awaiters(child)).containsExactly("parent");
    }

    @Test
    @Case("CG1")
    void several_may_await_one() {
        Task<String> child = start("child", await(promise));
        start("one", await(child));
        start("two", await(child));
        assertThat(awaiters(child)).containsExactly("one", "two");
    }

    @Test
    @Case("CG1")
    void a_gather_is_found() {
        Task<String> child = start("child", await(promise));
        start("parent", await(Tasks.gather(List.of(child, promise))));
        assertThat(awaiters(child)).containsExactly("parent");
    }

    @Test
    @Case("CG1")
    void a_shield_is_found() {
        Task<String> child = start("child", await(promise));
        start("parent", await(Tasks.shield(child)));
        assertThat(awaiters(child)).containsExactly("parent");
    }

    @Test
    @Case("CG1")
    void a_wait_is_found() {
        Task<String> child = start("child", await(promise));
        start("parent", await(Tasks.waitUntil(ReturnWhen.ALL_COMPLETED, List.of(child))));
        assertThat(awaiters(child)).containsExactly("parent");
    }

    @Test
    @Case("CG1")
    void a_timeout_is_found() {
        Task<String> child = start("child", await(promise));
        start("parent", Tasks.withTimeout(seconds(9), child));
        assertThat(awaiters(child)).containsExactly("parent");
    }

    @Test
    @Case("CG1")
    void a_group_is_found_whether_its_body_waits_or_has_ended() {
        start("waiting", TaskGroup.run(group -> {
            group.start("a", await(promise));
            return after(9, "body");
        }));
        start("ended", TaskGroup.run(group -> {
            group.start("b", await(promise));
            return Coroutine.done();
        }));
        TaskDump dump = dump();
        assertThat(names(dump)).containsExactly("waiting", "  a", "ended", "  b");
    }

    @Async
    private Coroutine<Void> each(AsyncStream<Promise<? extends String>> ends) {
        for (Promise<? extends String> end : Await.each(ends)) {
            log(end.result());
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> takeAsCompleted(List<Task<String>> tasks) {
        return each(Tasks.asCompleted(tasks));
    }

    @Test
    @Case("CG1")
    void a_stream_of_those_that_have_completed_is_found() {
        Task<String> child = start("child", await(promise));
        start("parent", takeAsCompleted(List.of(child)));
        assertThat(awaiters(child)).containsExactly("parent");
    }

    @Test
    @Case("CG1")
    void a_choice_is_found() {
        Task<String> child = start("child", await(promise));
        start(
                "parent",
                new Select<String>()
                        .on(child, Coroutine::of)
                        .on(promise, Coroutine::of)
                        .choose());
        assertThat(awaiters(child)).containsExactly("parent");
    }

    // Trees.

    private static List<String> names(TaskDump dump) {
        return dump.entries().stream()
                .map(entry -> "  ".repeat(entry.depth()) + entry.task().name() + (entry.repeated() ? " again" : ""))
                .toList();
    }

    @Test
    @Case("CG3")
    void there_is_a_tree_for_each_task_that_nobody_awaits() {
        Task<String> leaf = start("leaf", await(promise));
        Task<String> middle = start("middle", await(leaf));
        start("root 1", await(middle));
        start("root 2", await(leaf));
        assertThat(names(dump())).containsExactly("root 1", "  middle", "    leaf", "root 2", "  leaf again");
    }

    @Async
    private Coroutine<String> circle(Promise<Task<String>> next) {
        Task<String> task = Await.on(next);
        String value = Await.on(task);
        return Coroutine.of(value);
    }

    private Task<String> circle(String... names) {
        List<Promise<Task<String>>> nexts = IntStream.range(0, names.length)
                .mapToObj(i -> new Promise<Task<String>>(loop))
                .toList();
        List<Task<String>> tasks = IntStream.range(0, names.length)
                .mapToObj(i -> start(names[i], circle(nexts.get(i))))
                .toList();
        for (int i = 0; i < names.length; i++) {
            nexts.get(i).complete(tasks.get((i + 1) % names.length));
        }
        return tasks.get(0);
    }

    @Test
    @Case("CG3")
    void a_cycle_is_reported_as_an_error() {
        circle("a", "b", "c");
        TaskDump dump = dump();
        assertThat(dump.cycles()).hasSize(1);
        assertThat(dump.toString()).startsWith("ERROR: these tasks wait for each other for ever: a -> b -> c -> a\n");
        assertThat(names(dump)).containsExactly("a", "  b", "    c", "      a again");
    }

    @Test
    @Case("CG3")
    void a_cycle_below_a_root_and_a_second_one_are_reported_too() {
        Task<String> first = circle("a", "b");
        Task<String> second = circle("c", "d");
        start("root", await(Tasks.gather(List.of(first, second))));
        assertThat(dump().toString()).contains("for ever: a -> b -> a\n", "for ever: c -> d -> c\n");
    }

    @Test
    @Case("CG3")
    void two_cycles_through_one_task_are_both_reported() {
        Promise<Task<String>> left = new Promise<>(loop);
        Promise<Task<String>> right = new Promise<>(loop);
        Task<?> middle = start("middle", both(left, right));
        left.complete(start("one", text(middle)));
        right.complete(start("two", text(middle)));
        assertThat(dump().cycles()).hasSize(2);
    }

    @Async
    private Coroutine<List<String>> both(Promise<Task<String>> left, Promise<Task<String>> right) {
        Task<String> one = Await.on(left);
        Task<String> two = Await.on(right);
        List<String> values = Await.on(Tasks.gather(one, two));
        return Coroutine.of(values);
    }

    @Async
    private Coroutine<String> text(Awaitable<?> awaited) {
        return Coroutine.of("" + Await.on(awaited));
    }

    @Test
    @Case("CG3")
    void a_task_without_a_name_has_a_number() {
        Task<String> task = Tasks.startOn(loop, await(promise));
        assertThat(dump().toString()).startsWith("- " + task.name() + "[pending, awaiting Promise[pending]]");
        assertThat(task.name()).matches("Task-\\d+");
    }

    @Test
    @Case("CG3")
    void the_markers_can_be_chosen() {
        start("parent", await(start("child", await(promise))));
        assertThat(dump().render("(T) ", "@ ").lines().map(line -> line.replaceAll("\\d+\\)", "N)")))
                .containsExactly(
                        "(T) parent[pending, awaiting child]",
                        "    @ dev.fermata.TaskDumpTest.await(TaskDumpTest.java:N)",
                        "  (T) child[pending, awaiting Promise[pending]]",
                        "      @ dev.fermata.TaskDumpTest.await(TaskDumpTest.java:N)");
    }

    @Test
    @Case("CG3")
    void a_chain_of_any_length_is_dumped() {
        Task<String> last = start("0", await(promise));
        for (int i = 1; i <= 20_000; i++) {
            last = start("" + i, await(last));
        }
        TaskDump dump = dump();
        assertThat(dump.entries()).hasSize(20_001);
        assertThat(dump.toString()).endsWith("... and 19001 more\n");
    }

    @Test
    void what_fails_to_describe_itself_does_not_hinder_the_dump() {
        Awaitable<String> unprintable = new Awaitable<>() {
            @Override
            public void await(Waiter<? super String> waiter) {}

            @Override
            public String toString() {
                throw new IllegalStateException("no words");
            }
        };
        start("apple", await(unprintable));
        assertThat(dump().toString()).startsWith("- apple[").contains("no words");
    }

    @Test
    @Case("CG3")
    void a_name_is_in_the_dump() {
        start("apple", after(1, "a"));
        assertThat(dump().toString()).contains("apple[pending, awaiting sleep of PT1S]", "Programs.java:");
    }

    @Test
    @Case("CG1")
    void a_dump_says_who_waits_for_a_promise_that_nobody_completes() {
        start("hopeful", await(promise));
        assertThat(dump().toString()).contains("hopeful[pending, awaiting Promise[pending]]", "TaskDumpTest.java:");
    }
}
