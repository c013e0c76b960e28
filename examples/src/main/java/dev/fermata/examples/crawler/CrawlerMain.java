package dev.fermata.examples.crawler;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Starts the site, crawls it, and tells how it went; Ctrl-C ends it early. */
public final class CrawlerMain {

    private final Options options;
    private final PrintStream out = System.out;
    private final Tally tally = new Tally();

    private CrawlerMain(Options options) {
        this.options = options;
    }

    public static void main(String[] args) throws IOException {
        if (List.of(args).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        try {
            new CrawlerMain(Options.parse(args)).run();
        } catch (IllegalArgumentException e) {
            System.err.println("crawler: " + e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
        }
    }

    private void run() throws IOException {
        try (Site site = Site.start(options.pages(), options.seed())) {
            out.printf("Crawling %s, %d requests at once%n", site.home(), options.parallel());
            Fermata.run(crawl(site.home()));
        } catch (CancellationException e) {
            // Ctrl-C: the summary is out, and the JVM is about to exit with status 130
        }
    }

    @Async
    private Coroutine<Void> crawl(URI home) {
        var progress = new Progress(tally, options.pages(), options.terminal(), out);
        Task<Void> display = Tasks.background(progress.show());
        String end = "Interrupted";
        try {
            Await.on(new Crawler(tally).crawl(home, options.parallel()));
            end = "Done";
        } finally {
            display.cancel();
            progress.end();
            out.printf("%n%s%n%s", end, Summary.of(tally));
        }
        return Coroutine.done();
    }
}
