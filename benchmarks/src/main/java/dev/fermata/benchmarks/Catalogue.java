package dev.fermata.benchmarks;

import dev.fermata.benchmarks.cf.CfCalls;
import dev.fermata.benchmarks.cf.CfSuspensions;
import dev.fermata.benchmarks.ea.EaCalls;
import dev.fermata.benchmarks.ea.EaSuspensions;
import dev.fermata.benchmarks.harness.Workload;
import dev.fermata.benchmarks.kotlinx.KotlinCalls;
import dev.fermata.benchmarks.kotlinx.KotlinSuspensions;
import dev.fermata.benchmarks.kotlinx.KotlinYields;
import dev.fermata.benchmarks.limit.LimitCalls;
import dev.fermata.benchmarks.limit.LimitSuspensions;
import dev.fermata.benchmarks.limit.LimitYields;
import dev.fermata.benchmarks.ours.OursCalls;
import dev.fermata.benchmarks.ours.OursSuspensions;
import dev.fermata.benchmarks.ours.OursYields;
import dev.fermata.benchmarks.plain.PlainCalls;
import dev.fermata.benchmarks.vt.ThreadSuspensions;
import java.util.ArrayList;
import java.util.List;

/** All workloads in all their implementations. */
public final class Catalogue {

    private static final int TASKS = 1000;

    private Catalogue() {}

    /** All workloads, in the order in which they are measured and printed. */
    public static List<Workload> workloads() {
        List<Workload> all = new ArrayList<>();
        calls(all);
        suspensions(all);
        yields(all);
        return all;
    }

    /** The workload {@code id}, which must exist. */
    public static Workload workload(String id) {
        return workloads().stream()
                .filter(workload -> workload.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload " + id));
    }

    private static void calls(List<Workload> all) {
        all.add(Workload.timed("W1a", 10_000)
                .flag("-XX:CompileCommand=quiet")
                .flag("-XX:CompileCommand=dontinline,dev/fermata/benchmarks/*.*callee*")
                .add("ours", OursCalls::calls)
                .add("plain", PlainCalls::calls)
                .add("limit", LimitCalls::eagerCalls)
                .add("lazy", LimitCalls::lazyCalls)
                .add("cf", CfCalls::calls)
                .add("ea", EaCalls::calls)
                .add("kotlinx", KotlinCalls::calls));
        all.add(Workload.timed("W1b", 21_891)
                .add("ours", OursCalls::fib)
                .add("plain", PlainCalls::fib)
                .add("limit", LimitCalls::eagerFib)
                .add("lazy", LimitCalls::lazyFib)
                .add("cf", CfCalls::fib)
                .add("ea", EaCalls::fib)
                .add("kotlinx", KotlinCalls::fib));
        all.add(Workload.timed("W1c", 10_000)
                .add("ours", OursCalls::starts)
                .add("limit", LimitCalls::starts)
                .add("kotlinx", KotlinCalls::starts)
                .addVirtualThreads(ThreadSuspensions::starts));
    }

    private static void suspensions(List<Workload> all) {
        all.add(Workload.timed("W2a", 10_000)
                .add("ours", OursSuspensions::once)
                .add("limit", LimitSuspensions::once)
                .add("cf", CfSuspensions::once)
                .add("ea", EaSuspensions::once)
                .add("kotlinx", KotlinSuspensions::once)
                .addVirtualThreads(ThreadSuspensions::once));
        all.add(Workload.timed("W2b", 10_000)
                .add("ours", OursSuspensions::loop)
                .add("limit", LimitSuspensions::loop)
                .add("cf", CfSuspensions::loop)
                .add("ea", EaSuspensions::loop)
                .add("kotlinx", KotlinSuspensions::loop)
                .addVirtualThreads(ThreadSuspensions::loop));
        for (int depth : new int[] {1, 10, 100}) {
            all.add(Workload.timed("W3a." + depth, 10_000)
                    .add("ours", n -> OursSuspensions.nestedLoop(depth, n))
                    .add("limit", n -> LimitSuspensions.nestedLoop(depth, n))
                    .add("cf", n -> CfSuspensions.nestedLoop(depth, n))
                    .add("ea", n -> EaSuspensions.nestedLoop(depth, n))
                    .add("kotlinx", n -> KotlinSuspensions.nestedLoop(depth, n))
                    .addVirtualThreads(n -> ThreadSuspensions.nestedLoop(depth, n)));
        }
        for (int depth : new int[] {10, 100}) {
            all.add(Workload.timed("W3b." + depth, 1000)
                    .add("ours", n -> OursSuspensions.nest(depth, n))
                    .add("limit", n -> LimitSuspensions.nest(depth, n))
                    .add("reused", n -> LimitSuspensions.reusedNest(depth, n))
                    .add("cf", n -> CfSuspensions.nest(depth, n))
                    .add("ea", n -> EaSuspensions.nest(depth, n))
                    .add("kotlinx", n -> KotlinSuspensions.nest(depth, n))
                    .addVirtualThreads(n -> ThreadSuspensions.nest(depth, n)));
        }
    }

    private static void yields(List<Workload> all) {
        all.add(Workload.timed("W4", 100 * TASKS)
                .add("ours", n -> OursYields.one(TASKS, n))
                .add("limit", n -> LimitYields.one(TASKS, n))
                .add("kotlinx", n -> KotlinYields.one(TASKS, n))
                .addVirtualThreads(n -> ThreadSuspensions.yields(TASKS, n)));
        all.add(Workload.timed("W4.8", 100 * TASKS)
                .add("ours", n -> OursYields.eight(TASKS, n))
                .add("limit", n -> LimitYields.eight(TASKS, n)));
    }
}
