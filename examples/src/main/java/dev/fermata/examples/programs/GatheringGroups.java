package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Promise;
import dev.fermata.Tasks;
import java.time.Duration;
import java.util.List;

/**
 * Gathers coroutines in groups, and the groups: all run at once, the results keep their order.
 *
 * <p>Program P16.
 */
public final class GatheringGroups {

    private GatheringGroups() {}

    public static void main(String[] args) {
        Fermata.run(groups());
    }

    @Async
    private static Coroutine<Void> groups() {
        Promise<List<String>> first = Tasks.gather(work("g1", 2), work("g1", 1));
        Promise<List<String>> second =
                Tasks.gather(work("g2", 1), work("g2", 2), Tasks.sleep(Duration.ofSeconds(1), "g2 slept"));
        System.out.println(Await.on(Tasks.gather(first, second)));
        return Coroutine.done();
    }

    @Async
    private static Coroutine<String> work(String group, int seconds) {
        System.out.println("start " + group);
        Await.on(Tasks.sleep(Duration.ofSeconds(seconds)));
        System.out.println("end " + group + " after " + seconds);
        return Coroutine.of(group + " " + seconds);
    }
}
