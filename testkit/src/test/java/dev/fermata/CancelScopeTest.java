package dev.fermata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CancelScopeTest extends Programs {

    CancelScopeTest(LoopKind kind) {
        super(kind);
    }

    @Test
    void a_second_entry_is_refused_and_leaves_the_first_as_it_was() {
        CancelScope scope = new CancelScope();
        assertThat(run(scope.run(enteringAgain(scope)))).isNull();
        assertThat(events).containsExactly("refused", "body cancelled");
    }

    @Async
    private Coroutine<String> enteringAgain(CancelScope scope) {
        try {
            Await.on(scope.run(after(1, "x")));
        } catch (IllegalStateException refused) {
            log("refused");
        }
        loop.callLater(seconds(1), scope::cancel);
        return after(5, "body");
    }
}
