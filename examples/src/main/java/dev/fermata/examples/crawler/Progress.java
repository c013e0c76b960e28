package dev.fermata.examples.crawler;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Tasks;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Shows how far the crawler is: in a terminal one line that is redrawn, else a line every now and then. */
final class Progress {

    private static final int BAR = 10;

    private final Tally tally;
    private final int expected;
    private final boolean terminal;
    private final PrintStream out;

    Progress(Tally tally, int expected, boolean terminal, PrintStream out) {
        this.tally = tally;
        this.expected = expected;
        this.terminal = terminal;
        this.out = out;
    }

    /** Draws until it is cancelled. */
    @Async
    Coroutine<Void> show() {
        while (true) {
            draw();
            Await.on(Tasks.sleep(terminal ? Duration.ofMillis(80) : Duration.ofSeconds(1)));
        }
    }

    /** Draws a last time. */
    void end() {
        draw();
        if (terminal) {
            out.println();
        }
    }

    private void draw() {
        if (terminal) {
            out.print("\r" + line() + "\u001b[K");
            out.flush();
        } else {
            out.println(line());
        }
    }

    private String line() {
        double seconds = tally.elapsed().toNanos() / 1e9;
        int done = Math.min(BAR, BAR * tally.pages() / expected);
        return String.format(
                Locale.ROOT,
                "[%s%s] %d/%d pages, %d in flight, %d retries, %d failed, %.1f MB, %.0f/s",
                "#".repeat(done),
                "-".repeat(BAR - done),
                tally.pages(),
                expected,
                tally.inFlight(),
                tally.retries(),
                tally.failed().size(),
                tally.bytes() / 1e6,
                tally.pages() / Math.max(seconds, 0.001));
    }
}
