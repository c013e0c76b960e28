package dev.fermata;

import java.util.function.Supplier;

/** The loops that pass the contracts: what differs is who runs them, and who wrote them. */
public enum LoopKind {
    /** The thread that calls {@code runForever}: the loop that comes with Fermata, and the one in virtual time. */
    THREAD(VirtualLoop::new),

    /** The one thread of somebody else's executor. */
    HOSTED(HostedVirtualLoop::new),

    /** A loop that others wrote. */
    FOREIGN(() -> new VirtualLoop(ForeignLoop::new));

    private final Supplier<VirtualLoop> opening;

    LoopKind(Supplier<VirtualLoop> opening) {
        this.opening = opening;
    }

    /** Makes a loop, on the thread of the test. */
    public VirtualLoop open() {
        return opening.get();
    }
}
