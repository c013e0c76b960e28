package dev.fermata.examples.crawler;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Promise;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** The pages that were seen and not yet visited, in the order in which they were seen. */
final class Frontier {

    private final Set<URI> seen = new HashSet<>();
    private final Queue<URI> waiting = new ArrayDeque<>();
    private int beingVisited;
    private Promise<Void> change = new Promise<>();

    /** Adds a page, unless it was seen before. */
    void add(URI uri) {
        if (seen.add(uri)) {
            waiting.add(uri);
            announceChange();
        }
    }

    /** The next page; waits for one as long as pages are being visited that may still link to some. */
    @Async
    Coroutine<Optional<URI>> next() {
        while (waiting.isEmpty()) {
            if (beingVisited == 0) {
                return Coroutine.of(Optional.empty());
            }
            Await.on(change);
        }
        beingVisited++;
        return Coroutine.of(Optional.of(waiting.remove()));
    }

    /** Says that the visit of a page from {@link #next} is over. */
    void visited() {
        beingVisited--;
        announceChange();
    }

    private void announceChange() {
        Promise<Void> before = change;
        change = new Promise<>();
        before.complete(null);
    }
}
