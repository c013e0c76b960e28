package dev.fermata;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;

/** Blocking work on another thread, cancelled while it runs. */
public final class ThreadStress {

    private ThreadStress() {}

    /** Keeps the work for whoever comes to do it. */
    private static final class Shelf extends AbstractExecutorService {
        private final ArrayDeque<Runnable> work = new ArrayDeque<>();

        @Override
        public void execute(Runnable command) {
            work.add(command);
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    /** The work ends while its task is cancelled. */
    @JCStressTest
    @Outcome(
            id = {"x, false", "cancelled, false"},
            expect = ACCEPTABLE,
            desc = "done, or never begun")
    @Outcome(expect = FORBIDDEN, desc = "neither, or the thread is interrupted after its work")
    @State
    public static class WorkAndCancel {
        private final Rig rig = new Rig();
        private final Shelf shelf = new Shelf();
        private final Task<String> task = Tasks.startOn(rig.loop, Rig.awaiting(Tasks.toThread(() -> "x")));

        public WorkAndCancel() {
            rig.loop.setExecutor(shelf);
            rig.turn();
        }

        @Actor
        public void work(LZ_Result result) {
            Objects.requireNonNull(shelf.work.poll()).run();
            result.r2 = Thread.interrupted();
        }

        @Actor
        public void cancel() {
            task.cancel();
            rig.turn();
        }

        @Arbiter
        public void end(LZ_Result result) {
            rig.turn();
            result.r1 = Rig.end(task);
        }
    }
}
