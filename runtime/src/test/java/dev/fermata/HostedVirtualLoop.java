package dev.fermata;

import dev.fermata.internal.loop.ThreadLoop;
import dev.fermata.internal.loop.VirtualHost;

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
        while (!end.isDone()) {
            if (host.isIdle()) {
                if (host.alarmAt() == NEVER) {
                    throw new AssertionError("idle for ever: " + loop.dumpTasks());
                }
                passUntil(host.alarmAt());
                host.ring();
            }
            host.workOff();
        }
        return end.result();
    }

    @Override
    public void runReady() {
        host.workOff();
    }
}
