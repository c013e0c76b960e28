package dev.fermata;

import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.Suspended;
import dev.fermata.codegen.WrittenFrame;
import dev.fermata.internal.debug.Joins;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The run of a {@link TaskGroup}: a coroutine written by hand.
 *
 * <p>States: 0 not started; {@link #IN_BODY} the body waits for something; {@link #DRAINING} the body has ended and
 * tasks of the group have not. While draining, a cancellation from outside cancels the tasks, and is thrown when they
 * have ended.
 */
final class TaskGroupCall extends WrittenFrame implements Joins {

    private static final int IN_BODY = 1;
    private static final int DRAINING = 2;

    private final TaskGroup.Policy policy;
    private @Nullable Function<? super TaskGroup, ? extends Coroutine<?>> body;
    private @Nullable TaskGroup group;
    private @Nullable Object value;
    private @Nullable Cancellation cancelled;

    TaskGroupCall(TaskGroup.Policy policy, Function<? super TaskGroup, ? extends Coroutine<?>> body) {
        this.policy = policy;
        this.body = body;
    }

    @SuppressWarnings("unchecked")
    <T extends @Nullable Object> Coroutine<T> as() {
        return (Coroutine<T>) this;
    }

    @Override
    public Collection<Task<?>> joined() {
        TaskGroup running = group;
        return running == null ? List.of() : running.unfinished();
    }

    @Override
    protected StackTraceElement place() {
        return new StackTraceElement(TaskGroup.class.getName(), "run", null, -1);
    }

    @Override
    protected @Nullable Object run() throws Throwable {
        if (state == 0) {
            TaskGroup made = new TaskGroup(policy);
            made.scope.enter(Task.current());
            group = made;
        }
        TaskGroup running = Objects.requireNonNull(group);
        if (state != DRAINING) {
            try {
                Object result = state == 0 ? beginBody(running) : take();
                if (state == 0 && result instanceof Suspended) {
                    return Hooks.suspend(result, IN_BODY, this);
                }
                value = result;
                running.scope.bodyReturned();
                running.scope.leave();
            } catch (Throwable failure) {
                running.scope.leave();
                failed(running, failure);
            }
            running.bodyEnded();
        } else {
            endOfWait(running);
        }
        return drain(running);
    }

    private @Nullable Object beginBody(TaskGroup running) throws Throwable {
        Function<? super TaskGroup, ? extends Coroutine<?>> begun = Objects.requireNonNull(body);
        body = null;
        return Hooks.await(begun.apply(running), this);
    }

    private void failed(TaskGroup running, Throwable failure) {
        if (failure instanceof Cancellation cancellation) {
            if (!cancellation.belongsTo(running.scope)) {
                cancelled = cancellation;
                running.end();
            }
        } else {
            running.failures.add(failure);
            running.end();
        }
    }

    private @Nullable Object drain(TaskGroup running) throws Throwable {
        while (true) {
            Promise<@Nullable Void> drained = running.drained();
            if (drained == null) {
                return end(running);
            }
            Object result = Hooks.await(drained, this);
            if (result instanceof Suspended) {
                return Hooks.suspend(result, DRAINING, this);
            }
        }
    }

    private void endOfWait(TaskGroup running) {
        try {
            take();
        } catch (Throwable failure) {
            failed(running, failure);
        }
    }

    private @Nullable Object end(TaskGroup running) throws Throwable {
        group = null;
        Cancellation outside = cancelled;
        cancelled = null;
        Outcome.Success<?> winner = running.winner();
        if (winner != null) {
            running.reportLosers();
            running.scope.deferOuter();
            return Hooks.result(winner.value());
        }
        Throwable failure = running.failures.take();
        if (failure != null) {
            running.scope.deferOuter();
            throw failure;
        }
        if (outside != null) {
            throw outside;
        }
        if (policy.endsOnSuccess) {
            throw new IllegalStateException("no task of the group has succeeded");
        }
        return Hooks.result(value);
    }
}
