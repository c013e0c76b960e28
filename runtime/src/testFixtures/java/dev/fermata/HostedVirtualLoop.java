package dev.fermata;

import dev.fermata.internal.loop.ThreadLoop;
import dev.fermata.internal.loop.VirtualHost;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** A loop on a host that the thread of the test works off. */
final class HostedVirtualLoop extends VirtualLoop {

    private final VirtualHost host;

    HostedVirtualLoop() {
        this(new VirtualHost());
    }

    private HostedVirtualLoop(VirtualHost host) {
        super(host::open);
        this.host = host;
    }

    @Override
    public void idle(ThreadLoop idleLoop, long deadline) {
        throw new AssertionError("a hosted loop does not idle");
    }

    @Override
    public <T> T run(Awaitable<T> main) {
        Promise<T> end = Tasks.ensurePromise(loop, main);
        workUntil(end::isDone);
        return end.result();
    }

    @Override
    public <T> T runToEnd(Awaitable<T> main) {
        try {
            return run(main);
        } finally {
            CompletableFuture<Void> end = loop.shutdown(Duration.ofMinutes(1));
            workUntil(end::isDone);
        }
    }

    private void workUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            if (loop.awaitsOutsideWork()) {
                host.awaitWork();
            } else if (!host.work()) {
                passIdle(loop, host.alarmAt());
                host.ring();
            }
        }
    }

    @Override
    public void runReady() {
        while (host.work()) {
            // It has done something.
        }
    }
}
