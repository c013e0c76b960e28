package dev.fermata.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Case;
import dev.fermata.LoopKind;
import dev.fermata.RuntimeContract;
import dev.fermata.Script;
import dev.fermata.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExceptionHandlerTest extends RuntimeContract {

    private final LogRecords log = new LogRecords();
    private final RuntimeException failure = new RuntimeException("callback");

    ExceptionHandlerTest(LoopKind kind) {
        super(kind);
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private void fail() {
        throw failure;
    }

    @Test
    @Case("DG1")
    void the_default_handler_logs_failures_of_callbacks_and_timers() {
        loop.callSoon(this::fail);
        loop.callLater(Duration.ofSeconds(1), this::fail);
        exhaustTimers();
        assertThat(log.messages()).hasSize(2).allMatch(message -> message.contains("exception in callback"));
        assertThat(log.all()).allMatch(logged -> logged.getThrown() == failure);
    }

    @Test
    @Case("DG2")
    void a_handler_gets_message_exception_and_source() {
        List<ErrorContext> seen = new ArrayList<>();
        loop.setExceptionHandler((where, context) -> seen.add(context));
        Handle handle = loop.callSoon(this::fail);
        virtual.runReady();
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).message()).contains("exception in callback");
        assertThat(seen.get(0).exception()).isSameAs(failure);
        assertThat(seen.get(0).source()).isSameAs(handle);
    }

    @Test
    @Case({"DG2", "DG14"})
    void a_handler_gets_the_place_of_creation_in_debug_mode() {
        List<ErrorContext> seen = new ArrayList<>();
        loop.setDebug(true);
        loop.setExceptionHandler((where, context) -> seen.add(context));
        loop.callSoon(this::fail);
        virtual.runReady();
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).creation().get(0).getMethodName())
                .isEqualTo("a_handler_gets_the_place_of_creation_in_debug_mode");
    }

    @Test
    @Case("DG2")
    void null_restores_the_default_handler() {
        loop.setExceptionHandler((where, context) -> {});
        loop.setExceptionHandler(null);
        loop.callSoon(this::fail);
        virtual.runReady();
        assertThat(log.messages()).hasSize(1);
    }

    @Test
    @Case("DG3")
    void a_handler_that_throws_is_logged_together_with_what_it_was_given() {
        IllegalStateException broken = new IllegalStateException("broken handler");
        loop.setExceptionHandler((where, context) -> {
            throw broken;
        });
        loop.callSoon(this::fail);
        virtual.runReady();
        assertThat(log.all()).singleElement().satisfies(logged -> {
            assertThat(logged.getThrown()).isSameAs(broken);
            assertThat(logged.getMessage())
                    .contains(
                            "exception handler failed",
                            "original failure: exception in callback",
                            "RuntimeException: callback");
        });
    }

    @Test
    @Case("DG4")
    void a_default_handler_that_fails_is_logged_and_the_loop_goes_on() {
        IllegalStateException unprintable = new IllegalStateException("toString failed");
        loop.reportFailure(new ErrorContext("lost", failure, new Object() {
            @Override
            public String toString() {
                throw unprintable;
            }
        }));
        assertThat(log.all()).singleElement().satisfies(logged -> {
            assertThat(logged.getThrown()).isSameAs(unprintable).hasSuppressedException(failure);
            assertThat(logged.getMessage()).contains("default exception handler failed");
        });
    }

    @Test
    @Case("DG6")
    void an_error_of_the_virtual_machine_leaves_the_handler_too() {
        InternalError fatal = new InternalError("fatal");
        loop.setExceptionHandler((where, context) -> {
            throw fatal;
        });
        loop.callSoon(this::fail);
        assertThatThrownBy(virtual::runReady).isSameAs(fatal);
    }

    @Test
    @Case("DG6")
    void an_error_of_the_virtual_machine_in_a_task_is_kept_there_and_leaves_the_run() {
        InternalError fatal = new InternalError("fatal");
        Task<Object> task = start(Script.of((point, last) -> {
            throw fatal;
        }));
        assertThatThrownBy(virtual::runReady).isSameAs(fatal);
        assertThat(task.exception()).isSameAs(fatal);
    }
}
