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

    /** See {@link Suspended#proceed}. */
    static @Nullable Object run(Frame start, Suspended runner) throws Throwable {
        Frame frame = start;
        while (true) {
            Frame caller = frame.caller;
            Object result;
            try {
                result = frame.resume(0);
            } catch (Throwable failure) {
                if (caller == null) {
                    throw failure;
                }
                result = new Thrown(failure);
            }
            if (result instanceof Frame handedUp) {
                Frame innermost = handedUp.innermost();
                if (innermost != frame) {
                    handedUp.caller = caller;
                }
                if (caller != null && innermost.hasYielded()) {
                    innermost.caller = null;
                    caller.deliver(innermost);
                    frame = caller;
                    runner.goesOnAt(caller);
                } else if (innermost.readyToGoOn()) {
                    frame = innermost;
                    runner.goesOnAt(innermost);
                } else {
                    return innermost;
                }
            } else if (caller == null) {
                return result;
            } else {
                frame.caller = null;
                caller.deliver(result);
                frame = caller;
                runner.goesOnAt(caller);
            }
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
