package dev.fermata.codegen;

import org.jspecify.annotations.Nullable;

/** Runs frames, and returns from a callee to its caller by a loop in place of the native stack. */
final class Trampoline {

    private Trampoline() {}

    /** Runs a claimed coroutine above its caller's body. A tail call replaces it, so that a chain of them stays flat. */
    static @Nullable Object runOnStack(Frame coroutine, int depth) throws Throwable {
        Object result = coroutine.resume(depth);
        while (result instanceof Frame next && next.isTailCall()) {
            result = next.resume(depth);
        }
        return result;
    }

    /** Does what {@link Suspended#step} and {@link Suspended#proceed} do. */
    static @Nullable Object run(Frame frame, Suspended runner) throws Throwable {
        Frame caller = frame.caller;
        return proceed(frame, caller, step(frame, caller), runner);
    }

    /** See {@link Suspended#step}. */
    static @Nullable Object step(Frame frame, @Nullable Frame caller) throws Throwable {
        return caller == null ? frame.resume(0) : stepCalled(frame);
    }

    private static @Nullable Object stepCalled(Frame frame) {
        try {
            return frame.resume(0);
        } catch (Throwable failure) {
            return new Thrown(failure);
        }
    }

    /** See {@link Suspended#proceed}. */
    static @Nullable Object proceed(Frame ran, @Nullable Frame itsCaller, @Nullable Object given, Suspended runner)
            throws Throwable {
        Frame frame = ran;
        Frame caller = itsCaller;
        Object result = given;
        while (true) {
            if (result instanceof Frame handedUp) {
                Frame innermost = handedUp.innermost();
                if (innermost != frame) {
                    handedUp.caller = caller;
                }
                if (caller != null && innermost.hasYielded()) {
                    innermost.caller = null;
                    caller.deliver(innermost);
                    frame = caller;
                } else if (innermost.readyToGoOn()) {
                    frame = innermost;
                } else {
                    return innermost;
                }
            } else if (caller == null) {
                return result;
            } else {
                frame.caller = null;
                caller.deliver(result);
                frame = caller;
            }
            runner.goesOnAt(frame);
            caller = frame.caller;
            result = step(frame, caller);
        }
    }

    /** See {@link Suspended#settle}. */
    static @Nullable Object settle(Object handedUp, Suspended runner) throws Throwable {
        if (handedUp instanceof Frame outermost) {
            Frame innermost = outermost.innermost();
            outermost.caller = null;
            if (!innermost.readyToGoOn()) {
                return innermost;
            }
            runner.goesOnAt(innermost);
            return run(innermost, runner);
        }
        return handedUp;
    }
}
