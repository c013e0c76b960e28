package dev.fermata;

import dev.fermata.internal.debug.Joins;
import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@link Tasks#shield}: a promise that ends as another does, and whose cancellation does not reach that one. */
final class Shielding<T extends @Nullable Object> extends Promise<T> implements Joins {

    /** Reports a failure that nobody has asked for; all that shield the same promise have equal ones. */
    private record Reporter<T extends @Nullable Object>(EventLoop loop) implements Consumer<Promise<T>> {
        @Override
        public void accept(Promise<T> done) {
            Throwable failure = done.unseenFailure();
            if (failure != null) {
                done.outcome();
                loop.reportFailure(
                        new ErrorContext("what was shielded failed when nobody waited any more", failure, done));
            }
        }
    }

    private final EventLoop home;
    private final Promise<T> shielded;
    private final Consumer<Promise<T>> innerEnded = this::innerEnded;
    private final Reporter<T> reporter;

    private Shielding(EventLoop loop, Promise<T> shielded) {
        super(loop);
        this.home = loop;
        this.shielded = shielded;
        this.reporter = new Reporter<>(loop);
    }

    static <T extends @Nullable Object> Promise<T> of(Awaitable<? extends T> awaitable) {
        EventLoop running = EventLoop.running();
        EventLoop loop = running == null && awaitable instanceof Promise<?> promise ? promise.loop() : running;
        EventLoop home = loop == null ? EventLoop.current() : loop;
        Promise<T> inner = Tasks.ensurePromise(home, awaitable);
        if (inner.isDone()) {
            return inner;
        }
        Shielding<T> outer = new Shielding<>(home, inner);
        inner.addDoneCallback(home, outer.innerEnded);
        outer.addDoneCallback(outer::outerEnded);
        return outer;
    }

    private void innerEnded(Promise<T> inner) {
        if (!isDone()) {
            copyFrom(inner);
        } else {
            reporter.accept(inner);
        }
    }

    /** What is shielded may live for long, and be shielded often: no trace of each is to be left there. */
    private void outerEnded(Promise<T> outer) {
        if (!shielded.isDone()) {
            shielded.removeDoneCallback(home, innerEnded);
            shielded.removeDoneCallback(home, reporter);
            shielded.addDoneCallback(home, reporter);
        }
    }

    @Override
    public Collection<Promise<?>> joined() {
        return shielded.isDone() ? List.of() : List.of(shielded);
    }

    @Override
    public String toString() {
        return "shield of " + (shielded instanceof Task<?> task ? task.name() : shielded) + "[" + describeState() + "]";
    }
}
