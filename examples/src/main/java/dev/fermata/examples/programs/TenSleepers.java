package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Tasks;
import dev.fermata.loop.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Ten coroutines that each sleep for two seconds, all at once: two seconds, and not twenty.
 *
 * <p>With the argument {@code blocking} they block the thread instead: then it is twenty, since no other gets a turn.
 *
 * <p>Program P8.
 */
public final class TenSleepers {

    private TenSleepers() {}

    public static void main(String[] args) {
        boolean blocking = List.of(args).contains("blocking");
        Fermata.run(all(blocking));
    }

    @Async
    private static Coroutine<Void> all(boolean blocking) {
        EventLoop loop = EventLoop.current();
        long start = loop.time();
        List<Coroutine<Integer>> sleepers = new ArrayList<>();
        for (int number = 1; number <= 10; number++) {
            sleepers.add(blocking ? block(number) : sleep(number));
        }
        System.out.println(Await.on(Tasks.gather(sleepers)));
        System.out.println(Duration.ofNanos(loop.time() - start).toSeconds() + " s");
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Integer> sleep(int number) {
        Await.on(Tasks.sleep(Duration.ofSeconds(2)));
        return Coroutine.of(number);
    }

    @Async
    private static Coroutine<Integer> block(int number) {
        Pace.block(2);
        return Coroutine.of(number);
    }
}
