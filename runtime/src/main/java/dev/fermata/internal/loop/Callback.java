package dev.fermata.internal.loop;

import dev.fermata.loop.EventLoop;
import dev.fermata.loop.Handle;
import dev.fermata.loop.Step;
import org.jspecify.annotations.Nullable;

/** A callback of a {@link QueuedLoop}. */
final class Callback extends Handle {

    /** Belongs to the {@link Inbox}: what was posted before this, or after it once the order is turned round. */
    @Nullable
    Step next;

    Callback(EventLoop loop, Runnable callback) {
        super(loop, callback);
    }
}
