package dev.fermata;

import dev.fermata.testkit.VirtualTimeLoop;
import java.time.Duration;

/** The loop that users test with. */
public final class TestKitLoop extends VirtualLoop {

    private TestKitLoop() {
        super(unused -> VirtualTimeLoop.create());
    }

    /** Makes a loop of {@code kind}: where that is one of our own with the thread to itself, a loop of the test kit. */
    public static VirtualLoop or(LoopKind kind) {
        return kind == LoopKind.THREAD ? new TestKitLoop() : kind.open();
    }

    @Override
    public void pass(Duration duration) {
        throw new UnsupportedOperationException("the test kit has a clock of its own");
    }
}
