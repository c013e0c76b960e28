package dev.fermata;

import dev.fermata.codegen.Frame;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One wait for a {@link CompletionStage}. */
final class StageLeaf extends OneShotLeaf<@Nullable Object> {

    private final CompletionStage<?> stage;

    private StageLeaf(CompletionStage<?> stage) {
        this.stage = stage;
    }

    /** Returns the value (escaped) of a stage that is done or throws its failure; else something pending. */
    static @Nullable Object begin(CompletionStage<?> stage) throws Throwable {
        if (stage instanceof CompletableFuture<?> future && isDone(future)) {
            return Frame.escape(valueOf(future));
        }
        if (stage instanceof PromiseFuture<?> mirror && mirror.promise() != null) {
            return mirror.promise().begin(0);
        }
        return new StageLeaf(stage);
    }

    /** False also for the JDK's minimal stages, which are futures and refuse to be asked. */
    private static boolean isDone(CompletableFuture<?> future) {
        try {
            return future.isDone();
        } catch (UnsupportedOperationException minimal) {
            return false;
        }
    }

    private static @Nullable Object valueOf(CompletableFuture<?> future) throws Throwable {
        try {
            return future.getNow(null);
        } catch (CompletionException failure) {
            throw unwrap(failure);
        }
    }

    /** The failure behind the wrappers that the JDK's futures put around it. */
    private static Throwable unwrap(Throwable failure) {
        Throwable original = failure;
        while ((original instanceof CompletionException || original instanceof ExecutionException)
                && original.getCause() != null) {
            original = original.getCause();
        }
        return original;
    }

    @Override
    void start(Task<?> task) {
        stage.whenComplete((value, failure) ->
                settle(failure == null ? new Outcome.Success<>(value) : new Outcome.Failure<>(unwrap(failure))));
    }

    @Override
    boolean interrupt(Task<?> task) {
        try {
            stage.toCompletableFuture().cancel(true);
        } catch (UnsupportedOperationException | CancellationException cannotBeCancelled) {
            // Then the wait alone ends.
        }
        return !abandon(task);
    }

    @Override
    public String toString() {
        return stage.toString();
    }
}
