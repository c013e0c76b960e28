package dev.fermata.benchmarks.ours;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Promise;
import dev.fermata.Tasks;
import dev.fermata.benchmarks.harness.Heap;
import dev.fermata.loop.EventLoop;
import java.util.Map;

/** W5 and W10: what suspended tasks take, and what suspending leaves behind. */
public final class OursMemory {

    private OursMemory() {}

    /**
     * W5: bytes for each of {@code tasks} that are suspended below {@code depth} calls, as they take room in the heap and, one of
     * them, by the layouts of its objects.
     */
    public static Map<String, Double> suspended(int tasks, int depth) throws ReflectiveOperationException {
        return Fermata.run(suspendAll(tasks, depth));
    }

    @Async
    private static Coroutine<Map<String, Double>> suspendAll(int tasks, int depth) throws ReflectiveOperationException {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Promise<Integer>[] pending = new Promise[tasks];
        long[] sum = new long[1];
        long before = Heap.live();
        for (int i = 0; i < tasks; i++) {
            pending[i] = new Promise<>();
            Tasks.start(depth == 1 ? locals(pending[i], i, i, sum) : nest(pending[i], depth, i, sum));
            if (i % 1000 == 999) {
                Await.on(Tasks.yieldNow());
            }
        }
        Await.on(Tasks.yieldNow());
        double bytes = (Heap.live() - before) / (double) tasks;
        double byLayout = Layouts.bytesBehind(pending[0]);
        for (Promise<Integer> each : pending) {
            each.complete(1);
        }
        Await.on(Tasks.yieldNow());
        if (sum[0] < tasks) {
            throw new IllegalStateException("not all tasks have ended: " + sum[0]);
        }
        return Coroutine.of(Map.of("bytes", bytes, "jol", byLayout));
    }

    @Async
    private static Coroutine<Long> locals(Promise<Integer> pending, int a, long b, long[] sum) {
        int value = Await.on(pending);
        sum[0] += value + a + b;
        return Coroutine.of(b);
    }

    @Async
    private static Coroutine<Long> nest(Promise<Integer> pending, int depth, long b, long[] sum) {
        if (depth == 1) {
            int value = Await.on(pending);
            sum[0] += value;
            return Coroutine.of(b);
        }
        long below = Await.on(nest(pending, depth - 1, b + 1, sum));
        return Coroutine.of(below + b);
    }

    /** W10: bytes that stay for each of {@code suspensions} of one coroutine while it has not ended. */
    public static Map<String, Double> retained(int suspensions) {
        return Map.of("bytes", Fermata.run(suspendAgain(suspensions)));
    }

    @Async
    private static Coroutine<Double> suspendAgain(int suspensions) {
        EventLoop loop = EventLoop.current();
        long before = 0;
        int warm = suspensions / 10;
        for (int i = 0; i < suspensions; i++) {
            if (i == warm) {
                before = Heap.live();
            }
            if (i % 2 == 0) {
                Await.on(Tasks.yieldNow());
            } else {
                Promise<Integer> pending = new Promise<>();
                loop.callSoon(() -> pending.complete(1));
                Await.on(pending);
            }
        }
        return Coroutine.of((Heap.live() - before) / (double) (suspensions - warm));
    }
}
