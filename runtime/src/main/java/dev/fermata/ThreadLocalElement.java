package dev.fermata;

import org.jspecify.annotations.Nullable;

/** One thread-local. Null stands for one that was not set, so that nothing is left behind in a thread. */
record ThreadLocalElement<T extends @Nullable Object>(ThreadLocal<T> local) implements ThreadContextElement<T> {

    @Override
    public T capture() {
        return local.get();
    }

    @Override
    public void restore(T state) {
        if (state == null) {
            local.remove();
        } else {
            local.set(state);
        }
    }
}
