package dev.fermata.examples.crawler;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** What the crawler has done so far. Written and read on the loop's thread only. */
final class Tally {

    private final long start = System.nanoTime();
    private final List<URI> failed = new ArrayList<>();
    private int pages;
    private int inFlight;
    private int retries;
    private int timeouts;
    private long bytes;
    private long pageNanos;

    void started() {
        inFlight++;
    }

    void ended(long nanos) {
        inFlight--;
        pageNanos += nanos;
    }

    void fetched(int length) {
        pages++;
        bytes += length;
    }

    void unanswered(Exception reason) {
        retries++;
        if (reason instanceof TimeoutException) {
            timeouts++;
        }
    }

    void failed(URI uri) {
        failed.add(uri);
    }

    int pages() {
        return pages;
    }

    int inFlight() {
        return inFlight;
    }

    /** Answers that did not come or were of no use, and were asked for again. */
    int retries() {
        return retries;
    }

    int timeouts() {
        return timeouts;
    }

    /** The pages that were given up. */
    List<URI> failed() {
        return failed;
    }

    long bytes() {
        return bytes;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** How long all visits took together: what one after the other would have taken. */
    Duration oneAfterTheOther() {
        return Duration.ofNanos(pageNanos);
    }
}
