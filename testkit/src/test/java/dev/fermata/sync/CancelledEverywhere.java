package dev.fermata.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.LoopKind;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The means to show that an operation has either happened and returned, or did not happen, whenever its task is
 * cancelled. A scenario is a few
 * tasks. It runs once for each of them, each turn of the loop in which that one can be cancelled, and each place of the
 * cancellation in the turn: before all tasks, between any two, after all. Afterwards the books have to balance.
 */
abstract class CancelledEverywhere extends Program {

    /** When everything has come to rest, even with a task that waits for more and has to be told that no more comes. */
    private static final int TURNS = 60;

    CancelledEverywhere(LoopKind kind) {
        super(kind);
    }

    /** One run of a few tasks. */
    abstract static class Scenario {
        final List<Supplier<Coroutine<Void>>> bodies = new ArrayList<>();

        /** Called before the tasks are started. */
        Coroutine<Void> prepare() {
            return Coroutine.done();
        }

        /** Called when the tasks have had their turns; those that are left may be waiting. */
        abstract Coroutine<Void> check(List<Task<Void>> tasks, Task<Void> victim);

        final void task(Supplier<Coroutine<Void>> body) {
            bodies.add(body);
        }
    }

    /** Cancels {@code victim} in its {@code turn}th turn. */
    @Async
    private static Coroutine<Void> cancelling(Task<Void>[] victim, int turn, boolean[] cancelled) {
        Await.on(turns(turn));
        cancelled[0] = victim[0].cancel("every step");
        return Coroutine.done();
    }

    /** Returns false if the victim was done when it was to be cancelled. */
    @Async
    private static Coroutine<Boolean> run(Scenario scenario, int victim, int place, int turn) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Task<Void>[] target = new Task[1];
        boolean[] cancelled = {false};
        List<Task<Void>> tasks = new ArrayList<>();
        Await.on(scenario.prepare());
        for (int i = 0; i <= scenario.bodies.size(); i++) {
            if (i == place) {
                Tasks.start(cancelling(target, turn, cancelled));
            }
            if (i < scenario.bodies.size()) {
                tasks.add(Tasks.start(scenario.bodies.get(i).get()));
            }
        }
        target[0] = tasks.get(victim);
        Await.on(turns(200));
        Await.on(scenario.check(tasks, target[0]));
        for (Task<Void> task : tasks) {
            assertThat(task.isDone()).as("%s", task).isTrue();
            if (!task.isCancelled()) {
                assertThat(task.exception()).isNull();
            }
        }
        return Coroutine.of(cancelled[0]);
    }

    final void everywhere(Supplier<Scenario> scenarios) {
        everywhere(scenarios, TURNS);
    }

    /** As {@link #everywhere(Supplier)}, in the first {@code turns} turns only. */
    final void everywhere(Supplier<Scenario> scenarios, int turns) {
        int runs = 0;
        int tasks = scenarios.get().bodies.size();
        for (int victim = 0; victim < tasks; victim++) {
            for (int place = 0; place <= tasks; place++) {
                runs += everyTurn(scenarios, turns, victim, place);
            }
        }
        assertThat(runs).isGreaterThan(tasks * tasks);
    }

    private int everyTurn(Supplier<Scenario> scenarios, int turns, int victim, int place) {
        for (int turn = 0; turn < turns; turn++) {
            int now = turn;
            try {
                if (!run(() -> run(scenarios.get(), victim, place, now))) {
                    return turn + 1;
                }
            } catch (Throwable failure) {
                throw new AssertionError(
                        "cancelling task " + victim + " in turn " + turn + ", in place " + place, failure);
            }
        }
        return turns;
    }
}
