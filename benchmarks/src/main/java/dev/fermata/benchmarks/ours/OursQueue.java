package dev.fermata.benchmarks.ours;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Tasks;
import dev.fermata.sync.AsyncQueue;

/** W7: messages through a queue that holds one. */
public final class OursQueue {

    private OursQueue() {}

    public static long exchange(int operations) {
        AsyncQueue<Integer> queue = AsyncQueue.fifo(1);
        return Fermata.run(consumeFrom(queue, operations));
    }

    @Async
    private static Coroutine<Long> consumeFrom(AsyncQueue<Integer> queue, int n) {
        Tasks.start(produce(queue, n));
        long sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Await.on(queue.take());
        }
        return Coroutine.of(sum);
    }

    @Async
    private static Coroutine<Void> produce(AsyncQueue<Integer> queue, int n) {
        for (int i = 0; i < n; i++) {
            Await.on(queue.put(i & 63));
        }
        return Coroutine.done();
    }
}
