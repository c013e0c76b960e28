package dev.fermata.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Async;
import dev.fermata.AsyncStream;
import dev.fermata.Await;
import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.LoopKind;
import dev.fermata.Promise;
import dev.fermata.ReturnWhen;
import dev.fermata.Task;
import dev.fermata.TaskGroup;
import dev.fermata.Tasks;
import dev.fermata.process.AsyncProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Pools, selects, combinators, threads and processes, cancelled at every possible step: no resource or item is lost, and
 * nothing that was started outlives what has started it.
 */
class EveryCancellationOfMoreTest extends CancelledEverywhere {

    EveryCancellationOfMoreTest(LoopKind kind) {
        super(kind);
    }

    private static final class Pooling extends Scenario {
        private final Set<Integer> open = new HashSet<>();
        private final Set<Integer> inUse = new HashSet<>();
        private int opened;
        private final AsyncPool<Integer> pool =
                new AsyncPool<>(new PoolOptions<>(this::open, 1, 2, null, this::validate, failure -> true, resource -> {
                    Await.on(turns(1));
                    assertThat(open.remove(resource)).isTrue();
                    return Coroutine.done();
                }));

        Pooling() {
            for (int i = 0; i < 4; i++) {
                boolean body = i % 2 == 0;
                task(() -> body ? pool.use(this::use) : leasing());
            }
        }

        @Async
        private Coroutine<Integer> open() {
            Await.on(turns(2));
            open.add(++opened);
            return Coroutine.of(opened);
        }

        @Async
        private Coroutine<Boolean> validate(int resource) {
            Await.on(turns(1));
            return Coroutine.of(resource != 1);
        }

        @Async
        private Coroutine<Void> use(int resource) {
            assertThat(inUse.add(resource)).isTrue();
            assertThat(inUse).hasSizeLessThanOrEqualTo(2);
            try {
                Await.on(turns(2));
            } finally {
                inUse.remove(resource);
            }
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> leasing() {
            for (int i = 0; i < 2; i++) {
                try (var lease = Await.on(pool.acquire())) {
                    Await.on(use(lease.resource()));
                }
            }
            return Coroutine.done();
        }

        @Async
        @Override
        Coroutine<Void> check(List<Task<Void>> tasks, Task<Void> victim) {
            var now = pool.statistics();
            assertThat(List.of(now.lent(), now.opening(), now.waiting(), now.disposing()))
                    .containsOnly(0);
            assertThat(open).hasSize(now.idle());
            assertThat(now.opened() - now.discarded()).isEqualTo(now.idle());
            Await.on(pool.closeAsync());
            assertThat(open).isEmpty();
            return Coroutine.done();
        }
    }

    @Test
    void no_resource_of_a_pool_is_lost_or_lent_twice() {
        everywhere(Pooling::new);
    }

    /** Two send three items each, to whichever channel takes them; two receive from whichever has something. */
    private static final class Selecting extends Scenario {
        private final Channel<Integer> direct = Channel.bounded(0);
        private final Channel<Integer> buffered = Channel.bounded(1);
        private final List<Integer> sent = new ArrayList<>();
        private final List<Integer> received = new ArrayList<>();

        Selecting() {
            task(() -> sending(10));
            task(this::receiving);
            task(() -> sending(20));
            task(this::receiving);
        }

        @Async
        private Coroutine<Void> sending(int first) {
            for (int item = first; item < first + 3; item++) {
                int now = item;
                Await.on(new Select<Boolean>()
                        .on(direct.sender().send(item), done -> Coroutine.of(sent.add(now)))
                        .on(buffered.sender().send(item), done -> Coroutine.of(sent.add(now)))
                        .choose());
            }
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> receiving() {
            Promise<Boolean> never = new Promise<>();
            while (true) {
                Await.on(new Select<Boolean>()
                        .on(never, Coroutine::of)
                        .on(buffered.receiver().receive(), item -> Coroutine.of(received.add(item)))
                        .on(direct.receiver().receive(), item -> Coroutine.of(received.add(item)))
                        .choose());
                Await.on(Tasks.yieldNow());
            }
        }

        @Async
        @Override
        Coroutine<Void> check(List<Task<Void>> tasks, Task<Void> victim) {
            assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
            tasks.get(1).cancel();
            tasks.get(3).cancel();
            Await.on(settle());
            assertThat(direct.waiting() + buffered.waiting() + buffered.size()).isZero();
            return Coroutine.done();
        }
    }

    @Test
    void a_select_loses_nothing_and_does_nothing_twice() {
        everywhere(Selecting::new);
    }

    /** Counts children that have begun and not ended. */
    private abstract static class Parents extends Scenario {
        int begun;
        int ended;

        @Async
        final Coroutine<Integer> child(int turns) {
            begun++;
            try {
                Await.on(turns(turns));
            } finally {
                try {
                    Await.on(Tasks.yieldNow());
                } finally {
                    ended++;
                }
            }
            return Coroutine.of(turns);
        }

        final List<Coroutine<Integer>> children() {
            return List.of(child(3), child(1), child(2));
        }

        /** Runs {@code work}; when that has ended, no child of it may be left. */
        @Async
        final Coroutine<Void> watching(Awaitable<?> work) {
            try {
                Await.on(work);
            } finally {
                assertThat(ended).isEqualTo(begun);
            }
            return Coroutine.done();
        }

        @Override
        Coroutine<Void> check(List<Task<Void>> tasks, Task<Void> victim) {
            assertThat(Tasks.all()).as("tasks that are left over").hasSize(1);
            assertThat(ended).isEqualTo(begun);
            return Coroutine.done();
        }
    }

    private static final class Gathering extends Parents {
        Gathering() {
            task(() -> watching(Tasks.gather(children())));
        }
    }

    private static final class Settling extends Parents {
        Settling() {
            task(() -> watching(Tasks.gatherSettled(children())));
        }
    }

    private static final class RacingChildren extends Parents {
        RacingChildren() {
            task(() -> watching(Tasks.race(children())));
        }
    }

    private static final class StaggeredChildren extends Parents {
        StaggeredChildren() {
            task(() -> watching(Tasks.staggeredRace(Duration.ZERO, children())));
        }
    }

    private static final class MappedChildren extends Parents {
        MappedChildren() {
            task(() -> watching(Tasks.map(List.of(1, 3, 2, 1), 2, this::child)));
        }
    }

    private static final class GroupedChildren extends Parents {
        GroupedChildren() {
            task(() -> watching(TaskGroup.run(group -> {
                group.start(child(3));
                Await.on(Tasks.yieldNow());
                group.start(child(1));
                return child(2);
            })));
        }
    }

    private static final class SupervisedChildren extends Parents {
        SupervisedChildren() {
            task(() -> watching(TaskGroup.supervise(group -> {
                group.start(child(3));
                Await.on(group.start(child(1)));
                return Coroutine.done();
            })));
        }
    }

    private static final class ContestingChildren extends Parents {
        ContestingChildren() {
            task(() -> watching(TaskGroup.<Integer>anySuccess(contest -> {
                contest.start(child(3));
                contest.start(child(1));
                return Coroutine.done();
            })));
        }
    }

    private static final class TimedChild extends Parents {
        TimedChild() {
            task(() -> watching(Tasks.withTimeout(seconds(9), child(3))));
        }
    }

    private static final class AbandonedChild extends Parents {
        AbandonedChild() {
            task(() -> watching(Tasks.moveOnAfter(Duration.ZERO, child(3))));
        }
    }

    private static final class LateChild extends Parents {
        LateChild() {
            task(this::late);
        }

        @Async
        private Coroutine<Void> late() {
            try {
                Await.on(watching(Tasks.withTimeout(Duration.ZERO, child(3))), TimeoutException.class);
                throw new AssertionError("not too late");
            } catch (TimeoutException expected) {
                return Coroutine.done();
            }
        }
    }

    private static final class Completing extends Parents {
        Completing() {
            task(this::iterating);
        }

        @Async
        private Coroutine<Void> iterating() {
            int count = 0;
            AsyncStream<Promise<? extends Integer>> completions = Tasks.asCompleted(children());
            for (Promise<? extends Integer> done : Await.each(completions)) {
                assertThat(done.result()).isEqualTo(++count);
                Await.on(Tasks.yieldNow());
            }
            assertThat(count).isEqualTo(3);
            return Coroutine.done();
        }
    }

    @Test
    void no_child_outlives_what_has_started_it() {
        everywhere(Gathering::new);
        everywhere(Settling::new);
        everywhere(RacingChildren::new);
        everywhere(StaggeredChildren::new);
        everywhere(MappedChildren::new);
        everywhere(GroupedChildren::new);
        everywhere(SupervisedChildren::new);
        everywhere(ContestingChildren::new);
        everywhere(TimedChild::new);
        everywhere(AbandonedChild::new);
        everywhere(LateChild::new);
        everywhere(Completing::new);
    }

    private static final class Shielded extends Parents {
        private Task<Integer> inner;
        private int completed;

        Shielded() {
            task(this::shielding);
            task(this::shieldingItself);
        }

        @Async
        private Coroutine<Void> shieldingItself() {
            int turns = Await.on(Tasks.shielded(child(3)));
            completed += turns;
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> shielding() {
            inner = Tasks.start(child(3));
            Await.on(Tasks.shield(inner));
            return Coroutine.done();
        }

        @Override
        Coroutine<Void> check(List<Task<Void>> tasks, Task<Void> victim) {
            assertThat(inner == null || inner.result() == 3).isTrue();
            assertThat(completed).isEqualTo(3 * (begun - (inner == null ? 0 : 1)));
            return super.check(tasks, victim);
        }
    }

    @Test
    void what_is_shielded_is_done_to_its_end() {
        everywhere(Shielded::new);
    }

    /** Each awaits what comes next; nothing may come twice or be lost. */
    private static final class NextCompletions extends Scenario {
        private final List<Integer> seen = new ArrayList<>();
        private List<Awaitable<Integer>> next;

        NextCompletions() {
            task(() -> taking(0));
            task(() -> taking(1));
            task(() -> taking(2));
        }

        @Async
        private Coroutine<Void> taking(int index) {
            if (next == null) {
                next = Tasks.completions(List.of(ending(5), ending(3), ending(4)));
            }
            seen.add(Await.on(next.get(index)));
            return Coroutine.done();
        }

        @Async
        private Coroutine<Integer> ending(int turns) {
            Await.on(turns(turns));
            return Coroutine.of(turns);
        }

        @Async
        @Override
        Coroutine<Void> check(List<Task<Void>> tasks, Task<Void> victim) {
            if (victim.isCancelled()) {
                seen.add(Await.on(next.get(tasks.indexOf(victim))));
            }
            assertThat(seen).containsExactly(3, 4, 5);
            return Coroutine.done();
        }
    }

    @Test
    void no_completion_is_lost() {
        everywhere(NextCompletions::new);
    }

    private static final class Threads extends Scenario {
        private final AtomicInteger ended = new AtomicInteger();

        Threads() {
            task(this::working);
            task(this::working);
        }

        /** Works for a while, and for another while when it was interrupted. */
        private void work() {
            for (int i = 0; i < 2000 && !Thread.currentThread().isInterrupted(); i++) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < 2000; i++) {
                Thread.onSpinWait();
            }
        }

        @Async
        private Coroutine<Void> working() {
            AtomicBoolean running = new AtomicBoolean();
            try {
                Await.on(Tasks.toThread(() -> {
                    running.set(true);
                    work();
                    running.set(false);
                    return ended.incrementAndGet();
                }));
            } finally {
                assertThat(running).isFalse();
            }
            return Coroutine.done();
        }

        @Async
        @Override
        Coroutine<Void> check(List<Task<Void>> tasks, Task<Void> victim) {
            Await.on(Tasks.waitUntil(ReturnWhen.ALL_COMPLETED, tasks));
            assertThat(ended.get()).isEqualTo(victim.isCancelled() ? 1 : 2);
            return Coroutine.done();
        }
    }

    @Test
    void work_on_another_thread_has_ended_when_its_await_has() {
        everywhere(Threads::new);
    }

    /** Two wait for a process; one lets it end. */
    private static final class Processes extends Scenario {
        private AsyncProcess process;
        private final List<Integer> exitCodes = new ArrayList<>();

        Processes() {
            task(this::owning);
            task(this::waiting);
            task(this::waiting);
        }

        @Async
        @Override
        Coroutine<Void> prepare() {
            process = Await.on(AsyncProcess.start(new ProcessBuilder("sh", "-c", "read x; exit 3")));
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> owning() {
            try (var owned = process) {
                Await.on(turns(1));
                Await.on(owned.stdin().closeAsync());
                exitCodes.add(Await.on(owned.waitFor()));
            }
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> waiting() {
            exitCodes.add(Await.on(process.waitFor()));
            return Coroutine.done();
        }

        @Async
        @Override
        Coroutine<Void> check(List<Task<Void>> tasks, Task<Void> victim) {
            if (tasks.get(0).isCancelled()) {
                Await.on(process.closeAsync()); // it may not have begun
            }
            Await.on(Tasks.waitUntil(ReturnWhen.ALL_COMPLETED, tasks));
            assertThat(exitCodes).hasSize(victim.isCancelled() ? 2 : 3);
            if (victim != tasks.get(0)) {
                assertThat(exitCodes).containsOnly(3);
            }
            assertThat(process.isAlive()).isFalse();
            return Coroutine.done();
        }
    }

    @Test
    void no_process_is_left_over_and_no_wait_disturbs_another() {
        everywhere(Processes::new, 5);
    }
}
