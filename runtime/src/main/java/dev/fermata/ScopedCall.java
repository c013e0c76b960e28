package dev.fermata;

import dev.fermata.codegen.Hooks;
import dev.fermata.codegen.Suspended;
import dev.fermata.codegen.WrittenFrame;
import org.jspecify.annotations.Nullable;

/** The await of one thing inside a {@link CancelScope}: the frame of a coroutine, written by hand. */
class ScopedCall extends WrittenFrame {

    private final CancelScope scope;
    private final Awaitable<?> body;

    ScopedCall(CancelScope scope, Awaitable<?> body) {
        this.scope = scope;
        this.body = body;
    }

    static <T extends @Nullable Object> Coroutine<@Nullable T> of(CancelScope scope, Awaitable<? extends T> body) {
        return new ScopedCall(scope, body).as();
    }

    /** This frame as the coroutine that a caller sees. */
    @SuppressWarnings("unchecked")
    final <T extends @Nullable Object> Coroutine<T> as() {
        return (Coroutine<T>) this;
    }

    @Override
    protected @Nullable Object run() throws Throwable {
        Object value;
        if (state == 0) {
            Task<?> current = Task.current();
            entering();
            scope.enter(current);
        }
        try {
            if (state == 0) {
                Object result = Hooks.await(body, this);
                if (result instanceof Suspended) {
                    return Hooks.suspend(result, 1, this);
                }
                value = result;
            } else {
                value = take();
            }
        } catch (Throwable failure) {
            leave();
            return Hooks.result(failed(failure));
        }
        scope.bodyReturned();
        leave();
        return Hooks.result(value);
    }

    @Override
    protected StackTraceElement place() {
        return new StackTraceElement(CancelScope.class.getName(), "run", null, -1);
    }

    private void leave() {
        scope.leave();
        leaving();
    }

    /** Called before the scope is entered; what it throws is thrown by the await. */
    void entering() {}

    /** Called when the scope has been left. */
    void leaving() {}

    /** Decides what becomes of a failure of the body: a value, or an exception thrown. */
    @Nullable
    Object failed(Throwable failure) throws Throwable {
        if (failure instanceof Cancellation cancellation && cancellation.belongsTo(scope)) {
            return null;
        }
        throw failure;
    }

    final CancelScope scope() {
        return scope;
    }
}
