package dev.fermata.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Coroutine;
import dev.fermata.Task;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitQueueTest {

    private final EventLoop loop = EventLoop.create();
    private final Task<Void> task = Tasks.startOn(loop, Coroutine.done());
    private final WaitQueue<String> queue = new WaitQueue<>("a test");

    private final class Entry implements Waiting<String> {
        private @Nullable WaitQueue<?> in;

        @Override
        public Task<?> task() {
            return task;
        }

        @Override
        public QueuedOperation<String> operation() {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable WaitQueue<?> queue() {
            return in;
        }

        @Override
        public void setQueue(@Nullable WaitQueue<?> queue) {
            in = queue;
        }

        @Override
        public void complete(@Nullable String value) {}

        @Override
        public void fail(Throwable failure) {}

        @Override
        public void decideDone() {}

        @Override
        public void decideCancelled() {}
    }

    private Entry add() {
        Entry entry = new Entry();
        queue.add(entry);
        return entry;
    }

    @AfterEach
    void close() {
        loop.runUntilComplete(task);
        loop.close();
    }

    @Test
    void who_leaves_as_the_last_one_is_not_kept() {
        Entry first = add();
        Entry second = add();
        queue.remove(first);
        queue.remove(second);
        assertThat(queue.kept()).isZero();
        assertThat(queue.poll()).isNull();
    }

    @Test
    void who_has_left_is_not_kept_when_the_last_one_is_served() {
        Entry first = add();
        queue.remove(add());
        queue.remove(add());
        assertThat(queue.poll()).isSameAs(first);
        assertThat(queue.kept()).isZero();
    }

    @Test
    void few_who_have_left_are_kept_while_others_wait() {
        add();
        for (int i = 0; i < 1_000; i++) {
            queue.remove(add());
            assertThat(queue.kept()).isLessThan(40);
        }
        assertThat(queue.size()).isOne();
    }

    @Test
    void those_who_stay_are_served_in_order_between_those_who_leave() {
        Entry first = add();
        Entry second = add();
        Entry third = add();
        queue.remove(second);
        assertThat(queue.poll()).isSameAs(first);
        assertThat(queue.poll()).isSameAs(third);
        assertThat(queue.isEmpty()).isTrue();
    }
}
