package dev.fermata.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;

/** A workload in all its implementations. */
public final class Workload {

    /** Flags of all measuring JVMs: a small young generation that is touched beforehand, so that no page faults are measured. */
    private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g", "-Xmn64m", "-XX:+AlwaysPreTouch");

    private final String id;
    private final int batch;
    private final List<Implementation> implementations = new ArrayList<>();
    private List<String> heap = HEAP;
    private final List<String> flags = new ArrayList<>();

    private Workload(String id, int batch) {
        this.id = id;
        this.batch = batch;
    }

    /** Makes a workload that is timed in batches of {@code batch} operations. */
    public static Workload timed(String id, int batch) {
        return new Workload(id, batch);
    }

    /** Makes a workload that consists of gauges. */
    public static Workload gauged(String id) {
        return new Workload(id, 0);
    }

    /** Adds an implementation that is timed. */
    public Workload add(String name, Body body) {
        implementations.add(new Implementation(name, body, null, 17));
        return this;
    }

    /** Adds an implementation that needs virtual threads. */
    public Workload addVirtualThreads(Body body) {
        implementations.add(new Implementation("vt", body, null, 21));
        return this;
    }

    /** Adds an implementation that measures by itself. */
    public Workload gauge(String name, Gauge gauge) {
        implementations.add(new Implementation(name, null, gauge, 17));
        return this;
    }

    /** Adds an implementation that measures by itself and needs virtual threads. */
    public Workload gaugeVirtualThreads(Gauge gauge) {
        implementations.add(new Implementation("vt", null, gauge, 21));
        return this;
    }

    /** Replaces the flags that size the heap. */
    public Workload heap(String... replacement) {
        heap = List.of(replacement);
        return this;
    }

    /** Adds a flag for the measuring JVM. */
    public Workload flag(String flag) {
        flags.add(flag);
        return this;
    }

    /** How results and targets call it: {@code W2b}, {@code W3a.10} … */
    public String id() {
        return id;
    }

    /** Operations between two looks at the clock. */
    public int batch() {
        return batch;
    }

    /** All implementations, ours first. */
    public List<Implementation> implementations() {
        return List.copyOf(implementations);
    }

    /** The flags of the measuring JVM. */
    public List<String> jvmFlags() {
        List<String> all = new ArrayList<>(heap);
        all.addAll(flags);
        return all;
    }

    /** True if {@code asked} names this or the group of workloads that it belongs to: W3 and W3a for W3a.10. */
    public boolean answersTo(String asked) {
        return id.startsWith(asked) && (id.length() == asked.length() || !Character.isDigit(id.charAt(asked.length())));
    }
}
