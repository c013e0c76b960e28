package dev.fermata.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScheduledHostTest extends HostedLoopContract {

    private final ScheduledExecutorService host = Executors.newSingleThreadScheduledExecutor();

    @Override
    LoopDriver open() {
        return LoopDriver.hosted(HostedLoop.on(host), host, host::shutdown);
    }

    @Test
    void a_host_with_several_threads_is_refused() {
        ScheduledExecutorService several = Executors.newScheduledThreadPool(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostedLoop.on(several))
                .withMessageContaining("one thread");
        several.shutdown();
    }

    @Test
    void a_host_that_has_ended_is_refused() {
        ScheduledExecutorService ended = Executors.newSingleThreadScheduledExecutor();
        ended.shutdown();
        assertThatIllegalArgumentException().isThrownBy(() -> HostedLoop.on(ended));
    }

    @Test
    void a_host_that_ends_closes_the_loop() throws InterruptedException {
        ScheduledExecutorService ending = Executors.newSingleThreadScheduledExecutor();
        EventLoop hosted = HostedLoop.on(ending);
        ending.shutdown();
        assertThat(ending.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() -> hosted.callSoon(() -> {}))
                .withMessageContaining("closed");
        assertThat(hosted.isClosed()).isTrue();
    }
}
