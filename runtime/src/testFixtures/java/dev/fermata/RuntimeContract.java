package dev.fermata;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.loop.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The base of the tests that have to pass on every kind of loop, in virtual time. */
@ParameterizedClass
@EnumSource
public abstract class RuntimeContract {

    protected final VirtualLoop virtual;
    protected final EventLoop loop;

    protected RuntimeContract(LoopKind kind) {
        this(kind.open());
    }

    protected RuntimeContract(VirtualLoop virtual) {
        this.virtual = virtual;
        loop = virtual.loop;
    }

    /** Open, a hosted loop would stay the running one of this thread. What a test leaves unfinished is of no interest. */
    @AfterEach
    final void closeLoop() {
        loop.setExceptionHandler((where, context) -> {});
        loop.close();
    }

    /** Lets the loop wait for something that never comes: time goes on to the last timer that is left. */
    protected final void exhaustTimers() {
        assertThatThrownBy(() -> virtual.run(new Promise<>(loop))).hasMessageContaining("everything is idle");
    }

    protected final <T> Task<T> start(Awaitable<T> body) {
        return Tasks.startOn(loop, body);
    }
}
