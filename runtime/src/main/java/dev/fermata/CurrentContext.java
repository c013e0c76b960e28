package dev.fermata;

import dev.fermata.internal.context.CallbackContext;
import dev.fermata.loop.EventLoop;
import dev.fermata.loop.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the current context is held: by the running task, else by the callback that the loop runs on this thread, else
 * by the thread. What is held there is described in {@link Context}.
 */
final class CurrentContext {

    private CurrentContext() {}

    /** What is held. */
    static @Nullable Object get() {
        EventLoop loop = EventLoop.running();
        return loop == null ? CurrentTask.contextOutside() : getOn(loop, LiveTasks.of(loop));
    }

    /** As {@link #get}, on the thread that {@code loop} is running on; {@code book} is that of the loop. */
    private static @Nullable Object getOn(EventLoop loop, LiveTasks book) {
        Task<?> task = book.current();
        if (task != null) {
            return task.context;
        }
        return Access.slotOf(loop) instanceof Slot slot ? slot.held : null;
    }

    /** Who holds it now: the running task, or the loop that runs on this thread, or null for the thread. */
    static @Nullable Object holder() {
        Task<?> task = CurrentTask.get();
        return task != null ? task : EventLoop.running();
    }

    /**
     * Replaces what {@code holder} holds. Who replaces it for a while names the same holder again afterwards: meanwhile a
     * loop may have come to this thread, if that is a host's, or left it.
     */
    static void set(@Nullable Object holder, @Nullable Object held) {
        if (holder instanceof Task<?> task) {
            task.context = held;
        } else if (!(holder instanceof EventLoop loop)) {
            CurrentTask.setThreadContext(held);
        } else if (Access.slotOf(loop) instanceof Slot slot) {
            slot.held = held;
        } else if (held != null) {
            Access.setSlot(loop, new Slot(held));
        }
    }

    /** The current context, which is a {@link Context} from now on. */
    static Context live() {
        Object held = get();
        Context context = Context.liveNow(held);
        if (context != held) {
            set(holder(), context);
        }
        return context;
    }

    /** A copy of the current context, to be held by a callback. */
    static @Nullable Object copy() {
        return Context.copyOf(get());
    }

    /** A copy of the current context, to be held by a new task. */
    static @Nullable Object copyForTask() {
        return copyForTask(get());
    }

    /** As {@link #copyForTask()}, on the thread that {@code loop} is running on; {@code book} is that of the loop. */
    static @Nullable Object copyForTaskOn(EventLoop loop, LiveTasks book) {
        return copyForTask(getOn(loop, book));
    }

    private static @Nullable Object copyForTask(@Nullable Object held) {
        Bindings copy = Context.copyOf(held);
        List<ContextVar<?>> byAll = Context.carriedByAll();
        for (int i = 0; i < byAll.size(); i++) {
            ContextVar<?> variable = byAll.get(i);
            if (!Bindings.contains(copy, variable)) {
                copy = Bindings.with(copy, variable, variable.get());
            }
        }
        return copy;
    }

    /** What the running callback holds. */
    static final class Slot implements CallbackContext {
        private @Nullable Object held;

        Slot(@Nullable Object held) {
            this.held = held;
        }

        @Override
        public void end() {
            if (held instanceof Context context) {
                context.leave();
            }
        }
    }

    /** Reaches the protected members of {@link Step}. */
    private abstract static class Access extends Step {
        static @Nullable CallbackContext slotOf(EventLoop loop) {
            return callbackContext(loop);
        }

        static void setSlot(EventLoop loop, Slot slot) {
            setCallbackContext(loop, slot);
        }
    }
}
