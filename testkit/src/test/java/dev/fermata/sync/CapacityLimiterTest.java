package dev.fermata.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.LoopKind;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityLimiterTest extends Program {

    private final CapacityLimiter limiter = new CapacityLimiter(2);

    CapacityLimiterTest(LoopKind kind) {
        super(kind);
    }

    @Async
    private Coroutine<Void> working(String name) {
        try (var token = Await.on(limiter.acquire())) {
            events.add(name);
            Await.on(Tasks.sleep(seconds(1)));
        }
        return Coroutine.done();
    }

    @Test
    void limits_how_many_work_at_the_same_time() {
        run(() -> {
            List<Task<Void>> tasks = new ArrayList<>();
            for (String name : List.of("1", "2", "3", "4")) {
                tasks.add(Tasks.start(working(name)));
            }
            Await.on(settle());
            assertThat(events).containsExactly("1", "2");
            assertThat(limiter).hasToString("CapacityLimiter[borrowed 2 of 2, waiting 2]");
            assertThat(limiter.borrowers()).containsExactlyInAnyOrder(tasks.get(0), tasks.get(1));
            Await.on(Tasks.gather(tasks));
            return Coroutine.done();
        });
        assertThat(events).containsExactly("1", "2", "3", "4");
        assertThat(limiter.available()).isEqualTo(2);
    }

    @Test
    void more_tokens_let_those_who_wait_go_on_and_fewer_are_awaited() {
        run(() -> {
            List<Task<Void>> tasks = new ArrayList<>();
            for (String name : List.of("1", "2", "3", "4")) {
                tasks.add(Tasks.start(working(name)));
            }
            Await.on(settle());
            limiter.setTotal(3);
            Await.on(settle());
            assertThat(events).containsExactly("1", "2", "3");
            limiter.setTotal(0);
            assertThat(limiter.borrowed()).isEqualTo(3);
            assertThat(limiter.available()).isZero();
            Await.on(Tasks.gather(tasks.subList(0, 3)));
            Await.on(settle());
            assertThat(limiter.borrowed()).isZero();
            assertThat(limiter.waiting()).isEqualTo(1);
            limiter.setTotal(1);
            Await.on(tasks.get(3));
            return Coroutine.done();
        });
        assertThatThrownBy(() -> limiter.setTotal(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_task_has_one_token_at_most() {
        run(() -> {
            Held token = Await.on(limiter.acquire());
            try {
                Await.on(limiter.acquire());
            } catch (IllegalStateException refused) {
                events.add("refused");
            }
            token.close();
            token.close();
            return Coroutine.of(Await.on(limiter.withToken(Coroutine.of("x"))));
        });
        assertThat(events).containsExactly("refused");
        assertThat(limiter.borrowed()).isZero();
    }
}
