package dev.fermata.micrometer;

import dev.fermata.ThreadContextElement;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;

/**
 * All thread-locals that Micrometer knows an accessor of: logging (MDC), tracing and security contexts. It is a service:
 * where this artifact is on the class path, every task begins with those of the thread that starts it, and keeps them.
 */
public final class MicrometerContext implements ThreadContextElement<ContextSnapshot> {

    /** Thread-locals that have no value in a snapshot are cleared where it is restored. */
    private final ContextSnapshotFactory snapshots;

    /** Carries what the accessors of {@link ContextRegistry#getInstance()} see. */
    public MicrometerContext() {
        this(ContextRegistry.getInstance());
    }

    /** Carries what the accessors of {@code registry} see, also those that are registered later. */
    public MicrometerContext(ContextRegistry registry) {
        snapshots = ContextSnapshotFactory.builder()
                .contextRegistry(registry)
                .clearMissing(true)
                .build();
    }

    @Override
    public ContextSnapshot capture() {
        return snapshots.captureAll();
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the runtime restores the earlier state itself
    public void restore(ContextSnapshot state) {
        state.setThreadLocals();
    }

    @Override
    public String toString() {
        return "Micrometer";
    }
}
