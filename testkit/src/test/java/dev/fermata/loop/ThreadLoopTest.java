package dev.fermata.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Case;
import dev.fermata.Tasks;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadLoopTest extends RunnableLoopContract {

    @Override
    LoopDriver open() {
        return LoopDriver.running(EventLoop.create());
    }

    @Test
    @Case("R12")
    void work_that_does_not_end_is_reported_with_the_place_where_it_is_stuck() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        loop.executor().execute(() -> waitAtAPlaceWithAName(begun, release));
        run(Tasks.toThread(() -> {
            begun.await();
            return null;
        }));
        loop.shutdownExecutor(Duration.ofMillis(1));
        release.countDown();
        assertThat(reported).hasSize(1);
        assertThat(reported.get(0).message()).contains("PT0.001S", "fermata-worker-", "waitAtAPlaceWithAName");
    }

    private static void waitAtAPlaceWithAName(CountDownLatch begun, CountDownLatch release) {
        begun.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
