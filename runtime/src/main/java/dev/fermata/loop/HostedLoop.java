package dev.fermata.loop;

import dev.fermata.internal.loop.HostLoop;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;

/**
 * Puts event loops on threads that somebody else runs: Swing's, JavaFX's, one of Netty's, any executor with one thread.
 *
 * <pre>
 *   EventLoop swing = HostedLoop.on(EventQueue::invokeLater, EventQueue::isDispatchThread);
 *   EventLoop fx    = HostedLoop.on(Platform::runLater, Platform::isFxApplicationThread);
 *   EventLoop netty = HostedLoop.on(channel.eventLoop());
 * </pre>
 *
 * <p>Tasks of such a loop run on the host's thread, and nowhere else. They run in batches of a few milliseconds at most
 * (a single step is never cut short), between which the host does its own work. A step that opens a modal dialog lets
 * the others go on meanwhile.
 *
 * <p>Until it is closed the loop is the {@linkplain EventLoop#current() current} one on that thread, also in the host's
 * own callbacks: a hot {@link dev.fermata.Async} method that a button's listener calls resumes on the thread that it was
 * called on. Waiting there for work of the loop, by {@code Fermata.run} or {@code join()}, throws at once.
 *
 * <p>It is the host that runs the loop: {@link EventLoop#runForever}, {@link EventLoop#runUntilComplete}, {@link
 * EventLoop#stop} and {@link EventLoop#onInterrupt} throw {@link IllegalStateException}. {@link EventLoop#close} is to be
 * called on the host's thread, outside of the loop's own callbacks; {@link EventLoop#shutdown} may be called anywhere. The
 * host itself is never shut down. A host that has ended, and refuses work, closes the loop.
 */
public final class HostedLoop {

    private HostedLoop() {}

    /**
     * Puts a loop on the one thread of {@code host}, which also times it.
     *
     * @throws IllegalArgumentException if {@code host} is seen to have several threads, or refuses work
     */
    public static EventLoop on(ScheduledExecutorService host) {
        return HostLoop.on(Objects.requireNonNull(host, "host"));
    }

    /**
     * Puts a loop on the one thread on which {@code host} runs what it is given, one after the other. The JDK's own timer
     * wakes it.
     *
     * @param isHostThread says, on any thread, whether that is the one of the host
     * @throws IllegalArgumentException if {@code host} refuses work
     */
    public static EventLoop on(Executor host, BooleanSupplier isHostThread) {
        return HostLoop.on(Objects.requireNonNull(host, "host"), Objects.requireNonNull(isHostThread, "isHostThread"));
    }
}
