package dev.fermata.benchmarks;

import dev.fermata.benchmarks.cf.CfCalls;
import dev.fermata.benchmarks.cf.CfMemory;
import dev.fermata.benchmarks.cf.CfSuspensions;
import dev.fermata.benchmarks.ea.EaCalls;
import dev.fermata.benchmarks.ea.EaSuspensions;
import dev.fermata.benchmarks.harness.Lags;
import dev.fermata.benchmarks.harness.Workload;
import dev.fermata.benchmarks.kotlinx.KotlinCalls;
import dev.fermata.benchmarks.kotlinx.KotlinMemory;
import dev.fermata.benchmarks.kotlinx.KotlinSuspensions;
import dev.fermata.benchmarks.kotlinx.KotlinYields;
import dev.fermata.benchmarks.limit.CarefulCalls;
import dev.fermata.benchmarks.limit.CarefulNests;
import dev.fermata.benchmarks.limit.CarefulQueue;
import dev.fermata.benchmarks.limit.CarefulSuspensions;
import dev.fermata.benchmarks.limit.CarefulYields;
import dev.fermata.benchmarks.limit.LimitCalls;
import dev.fermata.benchmarks.limit.LimitMemory;
import dev.fermata.benchmarks.limit.LimitPosts;
import dev.fermata.benchmarks.limit.LimitQueue;
import dev.fermata.benchmarks.limit.LimitSuspensions;
import dev.fermata.benchmarks.limit.LimitTimers;
import dev.fermata.benchmarks.limit.LimitYields;
import dev.fermata.benchmarks.ours.OursCalls;
import dev.fermata.benchmarks.ours.OursMemory;
import dev.fermata.benchmarks.ours.OursPosts;
import dev.fermata.benchmarks.ours.OursQueue;
import dev.fermata.benchmarks.ours.OursSuspensions;
import dev.fermata.benchmarks.ours.OursTimers;
import dev.fermata.benchmarks.ours.OursYields;
import dev.fermata.benchmarks.plain.PlainCalls;
import dev.fermata.benchmarks.transform.TransformerGauge;
import dev.fermata.benchmarks.vt.ThreadMemory;
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
        memory(all);
        timers(all);
        messages(all);
        all.add(Workload.gauged("W11").gauge("ours", TransformerGauge::measure));
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
                .add("careful", CarefulCalls::starts)
                .add("kotlinx", KotlinCalls::starts)
                .addVirtualThreads(ThreadSuspensions::starts));
    }

    private static void suspensions(List<Workload> all) {
        all.add(Workload.timed("W2a", 10_000)
                .add("ours", OursSuspensions::once)
                .add("limit", LimitSuspensions::once)
                .add("careful", CarefulSuspensions::once)
                .add("cf", CfSuspensions::once)
                .add("ea", EaSuspensions::once)
                .add("kotlinx", KotlinSuspensions::once)
                .addVirtualThreads(ThreadSuspensions::once));
        all.add(Workload.timed("W2b", 10_000)
                .add("ours", OursSuspensions::loop)
                .add("limit", LimitSuspensions::loop)
                .add("careful", CarefulNests::loop)
                .add("cf", CfSuspensions::loop)
                .add("ea", EaSuspensions::loop)
                .add("kotlinx", KotlinSuspensions::loop)
                .addVirtualThreads(ThreadSuspensions::loop));
        for (int depth : new int[] {1, 10, 100}) {
            all.add(Workload.timed("W3a." + depth, 10_000)
                    .add("ours", n -> OursSuspensions.nestedLoop(depth, n))
                    .add("limit", n -> LimitSuspensions.nestedLoop(depth, n))
                    .add("careful", n -> CarefulNests.nestedLoop(depth, n))
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
                    .add("careful", n -> CarefulNests.nest(depth, n))
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
                .add("careful", n -> CarefulYields.one(TASKS, n))
                .add("kotlinx", n -> KotlinYields.one(TASKS, n))
                .addVirtualThreads(n -> ThreadSuspensions.yields(TASKS, n)));
        all.add(Workload.timed("W4.8", 100 * TASKS)
                .add("ours", n -> OursYields.eight(TASKS, n))
                .add("limit", n -> LimitYields.eight(TASKS, n))
                .add("careful", n -> CarefulYields.eight(TASKS, n)));
    }

    private static void memory(List<Workload> all) {
        for (int depth : new int[] {1, 10}) {
            all.add(Workload.gauged(depth == 1 ? "W5a" : "W5b")
                    .heap("-Xms256m", "-Xmx4g", "-XX:+UseSerialGC")
                    .gauge("ours", quick -> OursMemory.suspended(tasks(quick), depth))
                    .gauge("limit", quick -> LimitMemory.suspended(tasks(quick), depth))
                    .gauge("cf", quick -> CfMemory.suspended(tasks(quick), depth))
                    .gauge("ea", quick -> EaGauges.suspended(tasks(quick), depth))
                    .gauge("kotlinx", quick -> KotlinMemory.suspended(tasks(quick), depth))
                    .gaugeVirtualThreads(quick -> ThreadMemory.suspended(tasks(quick), depth)));
        }
        all.add(Workload.gauged("W10")
                .heap("-Xms256m", "-Xmx4g", "-XX:+UseSerialGC")
                .gauge("ours", quick -> OursMemory.retained(suspensions(quick)))
                .gauge("ea", quick -> EaGauges.retained(suspensions(quick)))
                .gauge("kotlinx", quick -> KotlinMemory.retained(suspensions(quick))));
    }

    private static int tasks(boolean quick) {
        return quick ? 200_000 : 1_000_000;
    }

    private static int suspensions(boolean quick) {
        return quick ? 1_000_000 : 10_000_000;
    }

    private static void timers(List<Workload> all) {
        // A young generation that holds all sleepers of each implementation: W5 tells how large they are, this is not
        // to
        // measure how long it takes to copy them.
        all.add(Workload.gauged("W6")
                .heap("-Xms3g", "-Xmx3g", "-Xmn2g", "-XX:+AlwaysPreTouch")
                .gauge("ours", quick -> Lags.measure(OursTimers::sleepAll))
                .gauge("limit", quick -> Lags.measure(LimitTimers::sleepAll))
                .gauge("cf", quick -> Lags.measure(CfMemory::sleepAll))
                .gauge("kotlinx", quick -> Lags.measure(KotlinMemory::sleepAll))
                .gaugeVirtualThreads(quick -> Lags.measure(ThreadMemory::sleepAll)));
    }

    private static void messages(List<Workload> all) {
        all.add(Workload.timed("W7", 10_000)
                .add("ours", OursQueue::exchange)
                .add("limit", LimitQueue::exchange)
                .add("careful", CarefulQueue::exchange)
                .add("kotlinx", KotlinMemory::exchange)
                .addVirtualThreads(ThreadMemory::exchange));
        all.add(Workload.timed("W8", 100_000)
                .add("ours", OursPosts::post)
                .add("limit", LimitPosts::post)
                .add("kotlinx", KotlinMemory::post));
        all.add(Workload.timed("W8rt", 200)
                .add("ours", OursPosts::roundTrips)
                .add("kotlinx", KotlinMemory::roundTrips));
    }
}
