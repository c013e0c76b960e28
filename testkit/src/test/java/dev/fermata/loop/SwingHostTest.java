package dev.fermata.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Async;
import dev.fermata.Coroutine;
import dev.fermata.Promise;
import dev.fermata.Tasks;
import java.awt.EventQueue;
import java.awt.SecondaryLoop;
import java.awt.Toolkit;
import org.junit.jupiter.api.Test;

/** Swing's event dispatch thread, which does without a display. */
class SwingHostTest extends HostedLoopContract {

    @Override
    LoopDriver open() {
        return LoopDriver.hosted(
                HostedLoop.on(EventQueue::invokeLater, EventQueue::isDispatchThread),
                EventQueue::invokeLater,
                () -> {});
    }

    private final SecondaryLoop dialog =
            Toolkit.getDefaultToolkit().getSystemEventQueue().createSecondaryLoop();

    private void showDialog() {
        log("opened");
        dialog.enter();
        log("closed");
    }

    @Test
    void it_goes_on_while_a_step_is_inside_of_a_modal_dialog() {
        Promise<Void> ended = new Promise<>(loop);
        inLoop(() -> {
            loop.callSoon(() -> {
                showDialog();
                ended.complete(null);
            });
            loop.callSoon(() -> {
                log("meanwhile");
                loop.callSoon(dialog::exit);
            });
        });
        run(ended);
        assertThat(events).containsExactly("opened", "meanwhile", "closed");
    }

    @Test
    void callbacks_of_the_host_inside_of_a_modal_dialog_reach_the_loop() {
        Promise<Void> ended = new Promise<>(loop);
        inLoop(() -> loop.callSoon(() -> {
            EventQueue.invokeLater(() -> loop.callSoon(dialog::exit));
            showDialog();
            ended.complete(null);
        }));
        run(ended);
        assertThat(events).containsExactly("opened", "closed");
    }

    @Async
    private Coroutine<Void> logsNameAroundDialog() {
        log(Tasks.current().name());
        showDialog();
        log(Tasks.current().name());
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> logsNameAndCloses() {
        log(Tasks.current().name());
        dialog.exit();
        return Coroutine.done();
    }

    private void logCurrent() {
        try {
            log(Tasks.current().name());
        } catch (IllegalStateException none) {
            log("nobody");
        }
    }

    @Test
    void the_current_task_inside_of_a_modal_dialog_is_the_one_that_has_its_turn() {
        Promise<Void> ended = new Promise<>(loop);
        inLoop(() -> {
            Tasks.start("outer", logsNameAroundDialog()).addDoneCallback(done -> ended.complete(null));
            loop.callSoon(this::logCurrent);
            Tasks.start("inner", logsNameAndCloses());
        });
        run(ended);
        assertThat(events).containsExactly("outer", "opened", "nobody", "inner", "closed", "outer");
    }

    @Test
    void so_it_is_when_the_dialog_belongs_to_a_task_that_was_started_eagerly() {
        Promise<Void> ended = new Promise<>(loop);
        inLoop(() -> {
            loop.callSoon(this::logCurrent);
            Tasks.start("inner", logsNameAndCloses());
            Tasks.startEagerly(logsNameAroundDialog());
            logCurrent();
            ended.complete(null);
        });
        run(ended);
        String outer = events.get(0);
        assertThat(outer).startsWith("Task-");
        assertThat(events).containsExactly(outer, "opened", "nobody", "inner", "closed", outer, "nobody");
    }
}
