package dev.fermata.examples.crawler;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Tasks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Visits every page that can be reached from the first, breadth first, several at once.
 *
 * <p>It reads like the crawler that fetches one page after the other. All of it runs on one thread, that of the event
 * loop, so neither the frontier nor the tally needs a lock.
 */
final class Crawler {

    private static final int ATTEMPTS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(50);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Frontier frontier = new Frontier();
    private final Tally tally;

    Crawler(Tally tally) {
        this.tally = tally;
    }

    /** Crawls with {@code parallel} workers, until no page is left. */
    @Async
    Coroutine<Void> crawl(URI home, int parallel) {
        frontier.add(home);
        List<Coroutine<Void>> workers = new ArrayList<>();
        for (int i = 0; i < parallel; i++) {
            workers.add(work());
        }
        Await.on(Tasks.gather(workers));
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> work() {
        while (true) {
            Optional<URI> next = Await.on(frontier.next());
            if (next.isEmpty()) {
                return Coroutine.done();
            }
            tally.started();
            long start = System.nanoTime();
            Await.on(visit(next.get()));
            tally.ended(System.nanoTime() - start);
            frontier.visited();
        }
    }

    /** Fetches a page, again and again if need be, and puts what it links to into the frontier. */
    @Async
    private Coroutine<Void> visit(URI uri) {
        Duration backOff = FIRST_BACK_OFF;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                Page page = Await.on(Tasks.withTimeout(TIMEOUT, fetch(uri)), TimeoutException.class);
                tally.fetched(page.bytes());
                page.links().forEach(frontier::add);
                return Coroutine.done();
            } catch (DeadLinkException e) {
                break;
            } catch (IOException | TimeoutException e) {
                tally.unanswered(e);
                Await.on(Tasks.sleep(backOff));
                backOff = backOff.multipliedBy(2);
            }
        }
        tally.failed(uri);
        return Coroutine.done();
    }

    @Async
    private Coroutine<Page> fetch(URI uri) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        HttpResponse<String> response = Await.on(http.sendAsync(request, BodyHandlers.ofString()));
        return switch (response.statusCode()) {
            case 200 -> Coroutine.of(Page.parse(uri, response.body()));
            case 404 -> throw new DeadLinkException();
            default -> throw new IOException("status " + response.statusCode());
        };
    }

    /** The server says that there is no such page: no reason to try again. */
    private static final class DeadLinkException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
