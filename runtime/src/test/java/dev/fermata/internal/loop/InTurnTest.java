package dev.fermata.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fermata.loop.Handle;
import dev.fermata.loop.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InTurnTest {

    private final ThreadLoop loop = new ThreadLoop(new SystemClock());
    private final List<Step> seen = new ArrayList<>();

    @AfterEach
    void close() {
        loop.close();
    }

    private void see() {
        seen.add(loop.inTurn());
    }

    @Test
    void each_step_has_its_turn_and_nobody_else() {
        Handle first = loop.callSoon(this::see);
        Handle second = loop.callSoon(() -> {
            see();
            loop.stop();
        });
        assertThat(loop.inTurn()).isNull();
        loop.runForever();
        assertThat(seen).containsExactly(first, second);
        assertThat(loop.inTurn()).isNull();
    }

    @Test
    void nobody_has_it_when_a_step_has_ended_the_run_by_an_error() {
        loop.callSoon(() -> {
            throw new InternalError("fatal");
        });
        assertThatExceptionOfType(InternalError.class).isThrownBy(loop::runForever);
        assertThat(loop.inTurn()).isNull();
    }
}
