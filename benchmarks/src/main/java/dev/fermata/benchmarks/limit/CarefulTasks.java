package dev.fermata.benchmarks.limit;

import dev.fermata.benchmarks.limit.Careful.Failed;
import dev.fermata.benchmarks.limit.Careful.Frame;
import dev.fermata.benchmarks.limit.Careful.Leaf;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;

/** The promises and tasks of {@link Careful}. */
final class CarefulTasks {

    private CarefulTasks() {}

    /** What ends once and for all. */
    abstract static class Completion extends Leaf {
        private static final Object NULL = new Object();

        final CarefulCore core;
        private Object outcome;

        /** One task, or a list of several. */
        private Object waiters;

        Completion(CarefulCore core) {
            this.core = core;
        }

        @Override
        final boolean isReady() {
            return outcome != null;
        }

        @Override
        final boolean subscribe(Task task) {
            if (outcome != null) {
                return false;
            }
            if (task.core != core) {
                throw new IllegalStateException("another core");
            }
            if (waiters == null) {
                waiters = task;
            } else {
                waiters = several(waiters, task);
            }
            return true;
        }

        private static Object several(Object waiters, Task added) {
            ArrayList<Object> all = new ArrayList<>();
            if (waiters instanceof ArrayList<?> earlier) {
                all.addAll(earlier);
            } else {
                all.add(waiters);
            }
            all.add(added);
            return all;
        }

        @Override
        final Object take() throws Throwable {
            Object end = outcome;
            if (end instanceof Failed failed) {
                return failed.take();
            }
            return end == NULL ? null : end;
        }

        static Object mask(Object value) {
            return value == null ? NULL : value;
        }

        /** Sets the outcome, so that other threads may read it, and wakes who waits. */
        final void settle(Object end) {
            VarHandle.releaseFence();
            outcome = end;
            Object woken = waiters;
            if (woken != null) {
                waiters = null;
                wake(woken);
            }
        }

        private void wake(Object woken) {
            if (woken instanceof Task task) {
                core.post(task);
            } else {
                ((ArrayList<?>) woken).forEach(this::wake);
            }
        }
    }

    /** What is completed by others. */
    static final class Promise extends Completion {
        Promise(CarefulCore core) {
            super(core);
        }

        void complete(Object value) {
            if (isReady() || !core.isHere()) {
                throw new IllegalStateException("done, or on another thread");
            }
            settle(mask(value));
        }
    }

    /** A coroutine that runs by itself, and is the promise of its result. */
    static final class Task extends Completion {
        private static final int PHASES = 2;
        private static final int RUNNING = 1;
        private static final int WAITING = 2;

        private Frame going;
        private int numberAndPhase;
        final Object context;
        private Object cancellation;
        Task next;
        Task previous;

        Task(CarefulCore core, Frame body, int number, Object context) {
            super(core);
            going = body;
            numberAndPhase = number << PHASES;
            this.context = context;
        }

        private void setPhase(int phase) {
            numberAndPhase = numberAndPhase >> PHASES << PHASES | phase;
        }

        /** Runs until it waits or has ended. */
        void turn() {
            if (cancellation != null) {
                throw new IllegalStateException("cancelled");
            }
            setPhase(RUNNING);
            Task before = core.enter(this);
            Object end;
            try {
                end = run(going);
            } catch (Throwable failure) {
                end = new Failed(failure);
            } finally {
                core.leave(before);
            }
            if (end != null) {
                settle(end);
                core.unlist(this);
            }
        }

        /** Runs {@code start}, the innermost frame, and those above it; returns null if it waits, else the end. */
        private Object run(Frame start) throws Throwable {
            if (context != null) {
                throw new IllegalStateException("a context");
            }
            Frame frame = start;
            while (true) {
                Object result = frame.caller == null ? frame.entry.resume(frame, 0) : runNested(frame);
                if (!(result instanceof Frame outermost)) {
                    return mask(result);
                }
                frame = outermost.innermost();
                if (frame != outermost) {
                    outermost.caller = null;
                }
                if (waitsAt(frame)) {
                    return null;
                }
            }
        }

        /** Runs {@code start} and then, as each activation ends, its caller; returns the innermost frame if one suspends. */
        private static Object runNested(Frame start) throws Throwable {
            Frame frame = start;
            for (Frame caller = frame.caller; caller != null; caller = frame.caller) {
                Object result;
                try {
                    result = frame.entry.resume(frame, 0);
                } catch (Throwable failure) {
                    result = new Failed(failure);
                }
                if (result instanceof Frame outermost) {
                    Frame innermost = outermost.innermost();
                    if (innermost != outermost) {
                        outermost.caller = caller;
                    }
                    return innermost;
                }
                caller.exchange = result;
                frame = caller;
            }
            return frame.entry.resume(frame, 0);
        }

        private boolean waitsAt(Frame innermost) {
            if (!(innermost.exchange instanceof Leaf leaf)) {
                innermost.exchange = null; // deferred
                return false;
            }
            try {
                if (!leaf.subscribe(this)) {
                    return false;
                }
            } catch (Throwable failure) {
                innermost.exchange = new Failed(failure);
                return false;
            }
            if (going != innermost) {
                going = innermost;
            }
            setPhase(WAITING);
            return true;
        }
    }
}
