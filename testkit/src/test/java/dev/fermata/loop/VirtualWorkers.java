package dev.fermata.loop;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.RunOptions;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The program that {@link VirtualWorkersTest} runs: blocking work that waits for each other, on virtual threads. */
public final class VirtualWorkers {

    private static final int COUNT = 1_000;

    private VirtualWorkers() {}

    /** Prints on how many virtual threads the work was done, and whether the loop's own thread got the results. */
    public static void main(String[] arguments) {
        System.out.println(Fermata.run(working(), RunOptions.defaults().withExecutor(WorkerThreads::virtual)));
    }

    @Async
    private static Coroutine<String> working() {
        Thread own = Thread.currentThread();
        CountDownLatch all = new CountDownLatch(COUNT);
        List<Task<String>> works = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            works.add(Tasks.start(Tasks.toThread(() -> {
                all.countDown();
                all.await();
                return Thread.currentThread().toString();
            })));
        }
        List<String> threads = Await.on(Tasks.gather(works));
        long virtual = threads.stream()
                .filter(thread -> thread.startsWith("VirtualThread["))
                .distinct()
                .count();
        return Coroutine.of(virtual + ", back: " + (Thread.currentThread() == own));
    }
}
