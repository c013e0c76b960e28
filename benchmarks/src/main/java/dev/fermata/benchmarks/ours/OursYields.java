package dev.fermata.benchmarks.ours;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** W4: tasks take turns. */
public final class OursYields {

    private OursYields() {}

    /** One class of coroutines. */
    public static long one(int tasks, int operations) {
        return Fermata.run(all(tasks, operations / tasks, Y0::yieldAgain));
    }

    /** Eight classes of coroutines. */
    public static long eight(int tasks, int operations) {
        int[] made = {0};
        return Fermata.run(all(tasks, operations / tasks, n -> switch (made[0]++ & 7) {
            case 0 -> Y0.yieldAgain(n);
            case 1 -> Y1.yieldAgain(n);
            case 2 -> Y2.yieldAgain(n);
            case 3 -> Y3.yieldAgain(n);
            case 4 -> Y4.yieldAgain(n);
            case 5 -> Y5.yieldAgain(n);
            case 6 -> Y6.yieldAgain(n);
            default -> Y7.yieldAgain(n);
        }));
    }

    @Async
    private static Coroutine<Long> all(int tasks, int n, IntFunction<Coroutine<Long>> body) {
        List<Task<Long>> started = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            started.add(Tasks.start(body.apply(n)));
        }
        long sum = 0;
        for (Task<Long> task : started) {
            sum += Await.on(task);
        }
        return Coroutine.of(sum);
    }

    private static final class Y0 {

        @Async
        private static Coroutine<Long> yieldAgain(int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += i + 0;
                Await.on(Tasks.yieldNow());
            }
            return Coroutine.of(sum);
        }
    }

    private static final class Y1 {

        @Async
        private static Coroutine<Long> yieldAgain(int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += i + 1;
                Await.on(Tasks.yieldNow());
            }
            return Coroutine.of(sum);
        }
    }

    private static final class Y2 {

        @Async
        private static Coroutine<Long> yieldAgain(int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += i + 2;
                Await.on(Tasks.yieldNow());
            }
            return Coroutine.of(sum);
        }
    }

    private static final class Y3 {

        @Async
        private static Coroutine<Long> yieldAgain(int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += i + 3;
                Await.on(Tasks.yieldNow());
            }
            return Coroutine.of(sum);
        }
    }

    private static final class Y4 {

        @Async
        private static Coroutine<Long> yieldAgain(int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += i + 4;
                Await.on(Tasks.yieldNow());
            }
            return Coroutine.of(sum);
        }
    }

    private static final class Y5 {

        @Async
        private static Coroutine<Long> yieldAgain(int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += i + 5;
                Await.on(Tasks.yieldNow());
            }
            return Coroutine.of(sum);
        }
    }

    private static final class Y6 {

        @Async
        private static Coroutine<Long> yieldAgain(int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += i + 6;
                Await.on(Tasks.yieldNow());
            }
            return Coroutine.of(sum);
        }
    }

    private static final class Y7 {

        @Async
        private static Coroutine<Long> yieldAgain(int n) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += i + 7;
                Await.on(Tasks.yieldNow());
            }
            return Coroutine.of(sum);
        }
    }
}
