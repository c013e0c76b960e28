package dev.fermata.loop;

import dev.fermata.internal.debug.CreationTraces;
import dev.fermata.internal.debug.DebugOptions;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The coroutines that were created in debug mode and have not been used yet, so that those that never are can be
 * reported: when they are garbage, or when their loop closes.
 *
 * <p>A coroutine does not know the loop that it was created in, and has no room for it; so there is one book for all
 * loops, outside of the coroutines, and one flag, which is all that a program pays for that never was in debug mode.
 *
 * <p>Those that are created outside of any loop are noted down if the whole process is in debug mode. Who made them may still
 * use them when a loop closes; so they are reported only as garbage, by whichever loop in debug mode finds them.
 */
final class UnusedCoroutines {

    /** Once a loop was in debug mode this stays true. A thread that sees it late misses the first coroutines. */
    private static boolean everDebugged = DebugOptions.PROCESS.debug();

    private static final Set<Entry> ENTRIES = ConcurrentHashMap.newKeySet();

    /** What has become garbage of those that were created outside of any loop. */
    private static final ReferenceQueue<Object> GARBAGE_OUTSIDE = new ReferenceQueue<>();

    /** A coroutine, compared by identity. */
    private static final class Entry extends WeakReference<Object> {
        private final int hash;
        private final @Nullable EventLoop loop;
        private final List<StackTraceElement> creation;

        Entry(
                Object coroutine,
                @Nullable ReferenceQueue<Object> queue,
                @Nullable EventLoop loop,
                List<StackTraceElement> creation) {
            super(coroutine, queue);
            this.hash = System.identityHashCode(coroutine);
            this.loop = loop;
            this.creation = creation;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            Object mine = get();
            return mine != null && other instanceof Entry entry && entry.get() == mine;
        }
    }

    private final ReferenceQueue<Object> garbage = new ReferenceQueue<>();

    static void loopIsDebugged() {
        everDebugged = true;
    }

    /** To be called for every coroutine, when it is made. */
    static void created(Object coroutine) {
        if (everDebugged) {
            EventLoop loop = EventLoop.running();
            if (loop == null) {
                createdOutside(coroutine, DebugOptions.PROCESS.debug());
            } else if (loop.isDebug()) {
                ENTRIES.add(new Entry(coroutine, loop.unusedCoroutines().garbage, loop, CreationTraces.here()));
            }
        }
    }

    static void createdOutside(Object coroutine, boolean debug) {
        if (debug) {
            ENTRIES.add(new Entry(coroutine, GARBAGE_OUTSIDE, null, CreationTraces.here()));
        }
    }

    /** To be called for every coroutine, when it is awaited, started or closed. */
    static void used(Object coroutine) {
        if (everDebugged) {
            ENTRIES.remove(new Entry(coroutine, null, null, List.of()));
        }
    }

    /** Reports those that have become garbage; on the loop's thread. */
    void reportGarbage(EventLoop loop) {
        reportAll(garbage, loop);
        reportAll(GARBAGE_OUTSIDE, loop);
    }

    private static void reportAll(ReferenceQueue<Object> garbage, EventLoop loop) {
        for (Reference<?> found = garbage.poll(); found != null; found = garbage.poll()) {
            Entry entry = (Entry) found;
            if (ENTRIES.remove(entry)) {
                report(loop, entry);
            }
        }
    }

    /** Reports those that are left when {@code loop} closes. */
    void reportAll(EventLoop loop) {
        reportGarbage(loop);
        List<Entry> left = new ArrayList<>();
        for (Entry entry : ENTRIES) {
            if (entry.loop == loop) {
                left.add(entry);
            }
        }
        left.forEach(entry -> {
            if (ENTRIES.remove(entry)) {
                report(loop, entry);
            }
        });
    }

    private static void report(EventLoop loop, Entry entry) {
        loop.reportFailure(new ErrorContext("a coroutine was never awaited", null, entry.get(), entry.creation));
    }
}
