package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.fermata.loop.EventLoop;
import dev.fermata.testkit.VirtualTimeLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskFactoryTest extends Programs {

    private final List<TaskRequest> requests = new ArrayList<>();

    TaskFactoryTest(LoopKind kind) {
        super(kind);
    }

    private Task<?> noting(TaskRequest request) {
        requests.add(request);
        return request.start();
    }

    @Async
    private Coroutine<String> starting() {
        Await.on(Tasks.start(after(1, "plain")));
        Await.on(Tasks.start("apple", after(1, "named")));
        Await.on(Tasks.start(Context.copyOfCurrent(), after(1, "in context")));
        return Coroutine.of(Tasks.current().name());
    }

    @Test
    @Case("T17")
    void a_factory_starts_every_task_with_its_name_and_context() {
        loop.setTaskFactory(this::noting);
        run(starting());
        assertThat(requests).hasSize(4).allMatch(request -> request.loop() == loop);
        assertThat(requests).extracting(TaskRequest::name).containsExactly(null, null, "apple", null);
        assertThat(requests.get(2).context()).isNull();
        assertThat(requests.get(3).context()).isNotNull();
        assertThat(events).containsExactly("plain", "named", "in context");
    }

    @Test
    @Case("T17")
    void the_tasks_of_a_group_and_of_a_gather_come_from_the_factory_too() {
        loop.setTaskFactory(this::noting);
        run(TaskGroup.run(group -> {
            group.start(after(1, "a"));
            return Coroutine.done();
        }));
        assertThat(requests).hasSize(2);
    }

    @Test
    @Case("T17")
    void null_restores_the_default() {
        loop.setTaskFactory(this::noting);
        assertThat(loop.taskFactory()).isNotNull();
        loop.setTaskFactory(null);
        assertThat(loop.taskFactory()).isNull();
        run(after(1, "a"));
        assertThat(requests).isEmpty();
    }

    @Async
    private Coroutine<String> nameOfTask() {
        return Coroutine.of(Tasks.current().name());
    }

    @Test
    @Case("T17")
    void a_factory_can_name_tasks() {
        loop.setTaskFactory(
                request -> request.withName("made " + request.name()).start());
        assertThat(run(nameOfTask())).isEqualTo("made null");
    }

    @Async
    private Coroutine<Object> around(Awaitable<?> body) {
        log("before");
        Object value = Await.on(body);
        log("after");
        return Coroutine.of(value);
    }

    @Test
    @Case("T17")
    void a_factory_can_wrap_what_a_task_runs() {
        loop.setTaskFactory(request -> request.withBody(around(request.body())).start());
        assertThat(run(after(1, "value"))).isEqualTo("value");
        assertThat(events).containsExactly("before", "value", "after");
    }

    @Async
    private Coroutine<Void> startingOne() {
        Tasks.start(after(0, "eager"));
        log("started");
        Await.on(Tasks.sleep(seconds(1)));
        return Coroutine.done();
    }

    @Async
    private Coroutine<String> atOnce() {
        log("eager");
        return Coroutine.of("eager");
    }

    @Async
    private Coroutine<Void> startingOneAtOnce() {
        Tasks.start(atOnce());
        log("started");
        return Coroutine.done();
    }

    @Test
    @Case("T17")
    void a_factory_can_start_tasks_eagerly() {
        Coroutine<Void> main = startingOneAtOnce();
        loop.setTaskFactory(request -> request.body() == main ? request.start() : request.startEagerly());
        run(main);
        assertThat(events).containsExactly("eager", "started");
    }

    @Test
    @Case("T17")
    void eagerly_only_on_the_running_loop() {
        loop.setTaskFactory(TaskRequest::startEagerly);
        assertThatIllegalStateException().isThrownBy(() -> run(startingOne()));
    }

    @Test
    @Case("T17")
    void a_factory_that_returns_no_task_of_the_loop_is_an_error() {
        EventLoop another = VirtualTimeLoop.create();
        Task<String> foreign = Tasks.startOn(another, after(1, "a"));
        loop.setTaskFactory(request -> foreign);
        assertThatIllegalStateException().isThrownBy(() -> run(after(1, "b")));
        loop.setTaskFactory(request -> null);
        assertThatIllegalStateException().isThrownBy(() -> run(after(1, "b")));
    }
}
