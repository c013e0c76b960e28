package dev.fermata.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Promise;
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
}
