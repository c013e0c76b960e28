package dev.fermata;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@link ContextVar}s for what runs in it: a task, a callback, a thread. Asyncio's {@code Context}.
 *
 * <p>Every task has its own, a copy of the one in which it was started, unless it is given one to share. A context is
 * current on one thread at a time.
 */
public final class Context {

    private @Nullable Bindings bindings;

    /**
     * While this is current on a thread: what the thread had before, of that which the context carries. Then what the
     * thread has is newer than what the bindings say.
     */
    private @Nullable Bindings outer;

    /** How often this was made current and not left again, one within the other; all on one thread. */
    private int entered;

    private @Nullable Thread thread;

    /** Makes an empty context. */
    public Context() {}

    private Context(@Nullable Bindings bindings) {
        this.bindings = bindings;
    }

    /** The context of the running task or callback, or of the thread. What is set there appears here, and vice versa. */
    public static Context current() {
        return CurrentContext.live();
    }

    /** A new context with the values that are current now; asyncio's {@code copy_context}. */
    public static Context copyOfCurrent() {
        return new Context(copyOf(CurrentContext.get()));
    }

    /** A new context with the same values. */
    public Context copy() {
        return new Context(copyOf(this));
    }

    /**
     * Runs {@code action} in this context, on this thread: what it sets stays here.
     *
     * @throws IllegalStateException if this is the current context of another thread
     */
    public void run(Runnable action) {
        Object holder = CurrentContext.holder();
        Object before = CurrentContext.get();
        enter();
        CurrentContext.set(holder, this);
        try {
            action.run();
        } finally {
            CurrentContext.set(holder, before);
            leave();
        }
    }

    /** As {@link #run}, with a result. */
    public <T extends @Nullable Object> T call(Callable<? extends T> action) throws Exception {
        Object holder = CurrentContext.holder();
        Object before = CurrentContext.get();
        enter();
        CurrentContext.set(holder, this);
        try {
            return action.call();
        } finally {
            CurrentContext.set(holder, before);
            leave();
        }
    }

    /**
     * {@code callback} with the values that are current now: whoever runs it, on whatever thread, runs it in a copy of this
     * context. The event loop does so with its callbacks by itself.
     */
    public static Runnable capture(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        if (callback instanceof InContext) {
            return callback;
        }
        Object captured = CurrentContext.copy();
        return captured == null ? callback : new InContext(captured, callback);
    }

    /**
     * The value of {@code variable} here, or its initial one.
     *
     * @throws java.util.NoSuchElementException if there is neither
     */
    public <T extends @Nullable Object> T get(ContextVar<T> variable) {
        return variable.valueIn(copyOf(this));
    }

    /** True if {@code variable} was set here. */
    public boolean contains(ContextVar<?> variable) {
        return Bindings.contains(bindings, variable);
    }

    /** The variables that were set here. */
    public Set<ContextVar<?>> variables() {
        return Set.copyOf(Bindings.variables(bindings));
    }

    @Override
    public String toString() {
        return "Context"
                + Bindings.variables(bindings).stream()
                        .map(ContextVar::name)
                        .sorted()
                        .toList();
    }

    // Tasks and callbacks hold nothing, or bindings that they have inherited, or, once they set something, a context.

    /** The bindings of what a task or a callback holds. */
    static @Nullable Bindings bindingsOf(@Nullable Object held) {
        return held instanceof Context context ? context.bindings : (Bindings) held;
    }

    /** As {@link #bindingsOf}, with that which the thread has of it, if {@code held} is current. */
    static @Nullable Bindings copyOf(@Nullable Object held) {
        return held instanceof Context context ? context.upToDate() : (Bindings) held;
    }

    /** The context in which {@code held} lives on. */
    static Context live(@Nullable Object held) {
        return held instanceof Context context ? context : new Context((Bindings) held);
    }

    /** As {@link #live}, for what is current, and will be {@linkplain #leave left}. */
    static Context liveNow(@Nullable Object held) {
        Context context = live(held);
        if (context.entered == 0) {
            context.entered = 1;
            context.thread = Thread.currentThread();
        }
        return context;
    }

    /**
     * Gives this thread what {@code held}, which is current from now on, carries. Returns what is to be held instead. If it
     * is a context then, or when it ceases to be current, {@link #leave} is to follow.
     */
    static @Nullable Object entered(@Nullable Object held) {
        if (!(held instanceof Context) && !Bindings.carries((Bindings) held)) {
            return held;
        }
        Context context = live(held);
        context.enter();
        return context;
    }

    private void enter() {
        Thread current = Thread.currentThread();
        if (thread != current) {
            if (entered > 0) {
                throw new IllegalStateException(this + " is the current context of another thread: " + thread);
            }
            thread = current;
        }
        if (entered++ == 0 && Bindings.carries(bindings)) {
            for (ContextVar<?> variable : Bindings.variables(bindings)) {
                install(variable, bindings);
            }
        }
    }

    private <T extends @Nullable Object> void install(ContextVar<T> variable, @Nullable Bindings own) {
        if (variable.element != null) {
            outer = Bindings.with(outer, variable, variable.element.capture());
            restore(variable, own);
        }
    }

    private static <T extends @Nullable Object> void restore(ContextVar<T> variable, @Nullable Bindings from) {
        if (variable.element != null) {
            variable.element.restore(Unchecked.value(Bindings.get(from, variable, null)));
        }
    }

    /** Takes what the context carries from this thread, and gives the thread back what it had before. */
    void leave() {
        if (entered > 0) {
            entered--;
        }
        Bindings restored = outer;
        if (entered == 0 && restored != null) {
            bindings = upToDate();
            outer = null;
            for (ContextVar<?> variable : Bindings.variables(restored)) {
                restore(variable, restored);
            }
        }
    }

    private @Nullable Bindings upToDate() {
        Bindings newer = bindings;
        if (outer != null && thread == Thread.currentThread()) {
            for (ContextVar<?> variable : Bindings.variables(newer)) {
                if (variable.element != null) {
                    newer = Bindings.with(newer, variable, variable.element.capture());
                }
            }
        }
        return newer;
    }

    /** As the current context. */
    <T extends @Nullable Object> ContextVar.Token<T> set(ContextVar<T> variable, T value) {
        ContextVar.Token<T> token = new ContextVar.Token<>(this, variable, upToDate());
        put(variable, value);
        return token;
    }

    /** As the current context. */
    <T extends @Nullable Object> void put(ContextVar<T> variable, T value) {
        Bindings changed = Bindings.with(bindings, variable, value);
        if (variable.element != null) {
            if (!Bindings.contains(outer, variable)) {
                outer = Bindings.with(outer, variable, variable.element.capture());
            }
            variable.element.restore(value);
        }
        bindings = changed;
    }

    /** As the current context. */
    void unset(ContextVar<?> variable) {
        bindings = Bindings.without(bindings, variable);
        if (Bindings.contains(outer, variable)) {
            restore(variable, outer);
            outer = Bindings.without(outer, variable);
        }
    }

    /** The variables of elements that every task carries; none unless there are services. */
    static List<ContextVar<?>> carriedByAll() {
        return CarriedByAll.VARIABLES;
    }
}
