package dev.fermata.benchmarks.harness;

import dev.fermata.benchmarks.Catalogue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The timed workloads under JMH, for its profilers: each implementation in forks of its own, one after another. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 3,
        jvmArgs = {
            "-Xms1g",
            "-Xmx1g",
            "-Xmn64m",
            "-XX:+AlwaysPreTouch",
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=dontinline,dev/fermata/benchmarks/*.*callee*"
        })
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class JmhWorkloads {

    /** Ten times the calls of fib(20), and nearly a multiple of all batches. */
    private static final int OPERATIONS = 218_910;

    /** {@code -p workload=W2b,W4} */
    @Param({"W1a", "W1b", "W1c", "W2a", "W2b", "W3a.10", "W3b.10", "W4", "W7"})
    public String workload;

    /** {@code -p implementation=ours,kotlinx} */
    @Param({"ours", "limit"})
    public String implementation;

    private Body body;

    @Setup
    public void find() {
        body = Catalogue.workload(workload).implementations().stream()
                .filter(candidate -> candidate.name().equals(implementation))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(workload + " has no " + implementation))
                .body();
    }

    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public long operation() throws Throwable {
        return body.run(OPERATIONS);
    }
}
