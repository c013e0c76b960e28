package dev.fermata.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Async;
import dev.fermata.AsyncStream;
import dev.fermata.Await;
import dev.fermata.Case;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.LoopKind;
import dev.fermata.RunOptions;
import dev.fermata.Tasks;
import dev.fermata.TestKitLoop;
import dev.fermata.Yield;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Streams that were left half consumed: their {@code finally} blocks run on the loop all the same. On the loops that are
 * run to an end; shutting one down that lives on a host's thread is in {@link HostedLoopContract}.
 */
@Timeout(60)
@ParameterizedClass
@EnumSource(names = "HOSTED", mode = EnumSource.Mode.EXCLUDE)
class DroppedStreamsTest {

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final List<ErrorContext> reported = Collections.synchronizedList(new ArrayList<>());
    private final RunOptions options;
    private AsyncStream<Integer> kept;

    DroppedStreamsTest(LoopKind kind) {
        options = RunOptions.defaults()
                .withLoop(() -> TestKitLoop.or(kind).loop)
                .withExceptionHandler((loop, context) -> reported.add(context))
                .withCancelOnExit(false, Duration.ZERO);
    }

    private <T> T run(Coroutine<T> main) {
        return Fermata.run(main, options);
    }

    @Async
    private AsyncStream<Integer> counting(String name) {
        EventLoop loop = EventLoop.current();
        try {
            for (int i = 1; ; i++) {
                Yield.value(i);
            }
        } finally {
            Await.on(Tasks.sleep(Duration.ofSeconds(1)));
            events.add(name + " closed" + (loop.isOwnThread() ? "" : " elsewhere"));
        }
    }

    @Async
    private Coroutine<Integer> first(AsyncStream<Integer> stream) {
        Await.on(stream.advance());
        return Coroutine.of(stream.current());
    }

    @Async
    private Coroutine<Void> dropping() {
        Await.on(first(counting("dropped")));
        while (events.isEmpty()) {
            System.gc();
            Await.on(Tasks.sleep(Duration.ofSeconds(1)));
        }
        events.add("main goes on");
        return Coroutine.done();
    }

    @Test
    @Case("AG1")
    void a_dropped_stream_is_closed_on_the_loop_while_the_program_goes_on() {
        run(dropping());
        assertThat(events).containsExactly("dropped closed", "main goes on");
        assertThat(reported).isEmpty();
    }

    @Async
    private Coroutine<Void> droppingWhileOthersCollect() {
        Await.on(first(counting("dropped")));
        while (events.isEmpty()) {
            Await.on(Tasks.toThread(() -> {
                System.gc();
                return null;
            }));
        }
        return Coroutine.done();
    }

    @Test
    @Case("AG1")
    void it_does_not_matter_which_thread_collects_it() {
        // The clean-up takes virtual time, which passes only when no work is done on other threads.
        Fermata.run(droppingWhileOthersCollect(), options.withLoop(EventLoop::create));
        assertThat(events).containsExactly("dropped closed");
    }

    @Async
    private Coroutine<Void> keeping() {
        kept = counting("kept");
        Await.on(first(kept));
        Tasks.start(leftOver());
        Await.on(Tasks.yieldNow());
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> leftOver() {
        try {
            Await.on(Tasks.sleep(Duration.ofDays(1)));
        } finally {
            events.add("task ended");
        }
        return Coroutine.done();
    }

    @Test
    @Case("R6")
    void streams_that_are_still_held_are_closed_at_the_end_after_the_tasks() {
        run(keeping());
        assertThat(events).containsExactly("task ended", "kept closed");
    }

    @Async
    private Coroutine<Void> keepingAndFailing() throws IOException {
        kept = counting("kept");
        Await.on(first(kept));
        throw new IOException("main");
    }

    @Test
    @Case("R6")
    void they_are_closed_even_if_main_fails() {
        assertThatThrownBy(() -> run(keepingAndFailing())).hasMessage("main");
        assertThat(events).containsExactly("kept closed");
    }

    @Async
    private AsyncStream<Integer> failingToClose() {
        try {
            while (true) {
                Yield.value(1);
            }
        } finally {
            failToClose();
        }
    }

    private static void failToClose() {
        throw new IllegalArgumentException("cannot close");
    }

    @Async
    private Coroutine<Void> keepingOneThatFails() {
        kept = failingToClose();
        Await.on(first(kept));
        return Coroutine.done();
    }

    @Test
    @Case("R6")
    void a_failure_to_close_is_reported() {
        run(keepingOneThatFails());
        assertThat(reported).hasSize(1);
        assertThat(reported.get(0).exception()).hasMessage("cannot close");
    }

    @Async
    private Coroutine<Void> closing() {
        AsyncStream<Integer> stream = counting("closed by hand");
        Await.on(first(stream));
        Await.on(stream.closeAsync());
        kept = stream;
        kept = counting("never begun");
        return Coroutine.done();
    }

    @Test
    void a_stream_that_was_closed_or_never_begun_is_left_alone() {
        run(closing());
        assertThat(events).containsExactly("closed by hand closed");
        assertThat(reported).isEmpty();
    }
}
