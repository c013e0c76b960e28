package dev.fermata;

import dev.fermata.internal.debug.Joins;
import dev.fermata.loop.ErrorContext;
import dev.fermata.loop.EventLoop;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Tasks#shield}: a promise that ends as another does, and whose cancellation does not reach that one. */
final class Shielding<T extends @Nullable Object> extends Promise<T> implements Joins {

    private final Promise<T> shielded;

    private Shielding(EventLoop loop, Promise<T> shielded) {
        super(loop);
        this.shielded = shielded;
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
        inner.addDoneCallback(done -> {
            if (!outer.isDone()) {
                outer.copyFrom(done);
            } else {
                reportUnlessSeen(home, done);
            }
        });
        return outer;
    }

    @Override
    public Collection<Promise<?>> joined() {
        return shielded.isDone() ? List.of() : List.of(shielded);
    }

    @Override
    public String toString() {
        return "shield of " + (shielded instanceof Task<?> task ? task.name() : shielded) + "[" + describeState() + "]";
    }

    private static void reportUnlessSeen(EventLoop loop, Promise<?> done) {
        Throwable failure = done.unseenFailure();
        if (failure != null) {
            done.outcome();
            loop.reportFailure(new ErrorContext("what was shielded failed when nobody waited any more", failure, done));
        }
    }
}
