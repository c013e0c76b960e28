package dev.fermata.benchmarks.harness;

import java.util.Map;

/** What the workloads are, in words. */
final class Titles {

    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("W1a", "await a call that does not suspend, not inlined"),
            Map.entry("W1b", "fib(20), each call awaited, per call"),
            Map.entry("W1c", "start a task through the queue and await it"),
            Map.entry("W2a", "start, suspend once, end"),
            Map.entry("W2b", "suspend in a loop"),
            Map.entry("W3a.1", "suspend in a loop below 1 call"),
            Map.entry("W3a.10", "suspend in a loop below 10 calls"),
            Map.entry("W3a.100", "suspend in a loop below 100 calls"),
            Map.entry("W3b.10", "10 nested calls suspend and return"),
            Map.entry("W3b.100", "100 nested calls suspend and return"),
            Map.entry("W4", "1,000 tasks yield in turn"),
            Map.entry("W4.8", "1,000 tasks of 8 classes yield in turn"),
            Map.entry("W5a", "memory of a suspended task with 3 locals"),
            Map.entry("W5b", "memory of a task suspended below 10 calls"),
            Map.entry("W6", "1,000,000 sleeps of up to 2 s"),
            Map.entry("W7", "a message through a queue that holds one"),
            Map.entry("W8", "post to a loop from another thread"),
            Map.entry("W8rt", "post to a loop and wait for the answer"),
            Map.entry("W10", "memory that a suspension leaves behind"),
            Map.entry("W11", "what the transformer costs classes that it leaves alone"));

    private Titles() {}

    /** The words for {@code workload}; its id if there are none. */
    static String of(String workload) {
        return TITLES.getOrDefault(workload, workload);
    }
}
