package dev.fermata;

import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A variable whose value belongs to the {@link Context}: what a thread-local is to threads, this is to tasks. Asyncio's
 * {@code ContextVar}. Usually a static final field.
 *
 * <pre>{@code
 * static final ContextVar<String> USER = new ContextVar<>("user");
 *
 * try (var token = USER.set("ada")) {
 *     Await.on(handle(request));       // and whatever it calls or starts sees "ada"
 * }
 * }</pre>
 *
 * <p>A task begins with the values that were current where it was started; what it sets is seen by what it awaits and
 * starts, and by nobody else. So does a callback with those that were current where it was registered. Outside of tasks and
 * callbacks a value belongs to the thread.
 *
 * @param <T> the type of the value
 */
public final class ContextVar<T extends @Nullable Object> {

    private static final Object NONE = new Object();

    /** Spreads variables that are made one after another. */
    final int hash = System.identityHashCode(this);

    /** Where the value lives while the context is current; null if in the context alone. */
    final @Nullable ThreadContextElement<T> element;

    private final String name;
    private final @Nullable Object initial;

    private ContextVar(String name, @Nullable Object initial, @Nullable ThreadContextElement<T> element) {
        this.name = Objects.requireNonNull(name, "name");
        this.initial = initial;
        this.element = element;
    }

    /** Makes a variable that has no value where none was set. */
    public ContextVar(String name) {
        this(name, NONE, null);
    }

    /** Makes a variable that has the value {@code initial} where none was set; it may be null. */
    public ContextVar(String name, T initial) {
        this(name, initial, null);
    }

    /**
     * Makes a variable that is the state of the thread: {@link #get} reads it there and {@link #set} changes it there. Where
     * it was set, the context carries it along: the task, what it starts, and its callbacks see the state, with the changes
     * that they make to it, whenever they run, and the thread gets back what it had before after each step.
     */
    public static <T extends @Nullable Object> ContextVar<T> of(ThreadContextElement<T> element) {
        return new ContextVar<>(element.toString(), NONE, element);
    }

    /**
     * As {@link #of}, for one thread-local: {@code ContextVar.ofThreadLocal(USER).set(USER.get())} lets the running task
     * carry it. One whose value is null counts as not set.
     */
    public static <T extends @Nullable Object> ContextVar<T> ofThreadLocal(ThreadLocal<T> local) {
        return of(new ThreadLocalElement<>(Objects.requireNonNull(local, "local")));
    }

    /** The name, for people. */
    public String name() {
        return name;
    }

    /**
     * The value in the current context, or the initial one.
     *
     * @throws NoSuchElementException if there is neither
     */
    public T get() {
        return element != null ? element.capture() : valueIn(Context.bindingsOf(CurrentContext.get()));
    }

    /** The value in the current context; {@code other} if it has none, even if there is an initial one. */
    public T orElse(T other) {
        if (element != null) {
            return element.capture();
        }
        return Unchecked.value(Bindings.get(Context.bindingsOf(CurrentContext.get()), this, other));
    }

    /** The value in the current context is {@code value} from now on, until the token is closed or it is set again. */
    public Token<T> set(T value) {
        return CurrentContext.live().set(this, value);
    }

    /**
     * As {@link Token#close}.
     *
     * @throws IllegalArgumentException if {@code token} is of another variable
     * @throws IllegalStateException as {@link Token#close}
     */
    public void reset(Token<T> token) {
        if (token.variable() != this) {
            throw new IllegalArgumentException(token + " is not of " + this);
        }
        token.close();
    }

    T valueIn(@Nullable Bindings bindings) {
        Object found = Bindings.get(bindings, this, initial);
        if (found == NONE) {
            throw new NoSuchElementException(this + " has no value in this context");
        }
        return Unchecked.value(found);
    }

    @Override
    public String toString() {
        return "ContextVar[" + name + "]";
    }

    /**
     * Undoes one {@link ContextVar#set}.
     *
     * @param <T> the type of the value
     */
    public static final class Token<T extends @Nullable Object> implements AutoCloseable {

        private final Context context;
        private final ContextVar<T> variable;

        /** What was there before: the value, or {@link #NONE}. */
        private final @Nullable Object before;

        private boolean used;

        Token(Context context, ContextVar<T> variable, @Nullable Bindings earlier) {
            this.context = context;
            this.variable = variable;
            this.before = Bindings.get(earlier, variable, NONE);
        }

        /** The variable that was set. */
        public ContextVar<T> variable() {
            return variable;
        }

        /**
         * Restores the value, or the absence of one, from before the {@code set}.
         *
         * @throws IllegalStateException if that was done already, or if the current context is another one
         */
        @Override
        public void close() {
            if (used) {
                throw new IllegalStateException("used already: " + this);
            }
            if (CurrentContext.get() != context) {
                throw new IllegalStateException("set in another context: " + this);
            }
            used = true;
            if (before == NONE) {
                context.unset(variable);
            } else {
                context.put(variable, Unchecked.value(before));
            }
        }

        @Override
        public String toString() {
            return "Token[" + variable.name + (used ? ", used" : "") + "]";
        }
    }
}
