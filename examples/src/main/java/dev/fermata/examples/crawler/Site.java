package dev.fermata.examples.crawler;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The site to crawl, on a port of this machine: slow, and not quite reliable.
 *
 * <p>Every answer takes 20 to 200 ms; two of a hundred are a {@code 503}, and three of a thousand pages give no answer at
 * all when they are asked for the first time. Two links lead nowhere. The seed decides about all of it. The delays
 * are timers and hold no thread, so that the server is never what limits the crawler.
 */
final class Site implements AutoCloseable {

    private static final double BUSY = 0.02;
    private static final double HANGS = 0.003;

    private final int pages;
    private final long seed;
    private final HttpServer server;
    private final ExecutorService handlers = Executors.newFixedThreadPool(4);
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();

    private Site(int pages, long seed, HttpServer server) {
        this.pages = pages;
        this.seed = seed;
        this.server = server;
    }

    /** Starts serving {@code pages} pages. */
    static Site start(int pages, long seed) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else every kept-alive answer waits 40 ms more
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var site = new Site(pages, seed, HttpServer.create(address, 1_000));
        site.server.createContext("/", site::answerLater);
        site.server.setExecutor(site.handlers);
        site.server.start();
        return site;
    }

    /** The page from which all others can be reached. */
    URI home() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/page/0");
    }

    private void answerLater(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        int request = requests.merge(path, 1, Integer::sum);
        var chance = new Random(31 * (31 * seed + path.hashCode()) + request);
        int delay = 20 + chance.nextInt(181);
        if (request == 1 && chance.nextDouble() < HANGS) {
            return;
        }
        boolean busy = chance.nextDouble() < BUSY;
        CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS, handlers)
                .execute(() -> answer(exchange, busy ? -1 : number(path)));
    }

    /** The number of the page at {@code path}; {@link #pages} if there is none. */
    private int number(String path) {
        return path.matches("/page/\\d{1,8}") ? Math.min(Integer.parseInt(path.substring(6)), pages) : pages;
    }

    private void answer(HttpExchange exchange, int number) {
        int status = number < 0 ? 503 : number < pages ? 200 : 404;
        byte[] body = (status == 200 ? page(number) : "<h1>" + status + "</h1>").getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            // The client gave up, or the site closes: nobody waits for this answer.
        }
    }

    /** A page links to three of its own, which makes a tree of the site, and to some others, which makes it a web. */
    private String page(int number) {
        var random = new Random(seed + number);
        var html =
                new StringBuilder("<!doctype html><title>Page ").append(number).append("</title>\n");
        for (int child = 3 * number + 1; child <= 3 * number + 3 && child < pages; child++) {
            link(html, child);
        }
        for (int i = 0; i < 4; i++) {
            link(html, random.nextInt(pages));
        }
        if (number == pages / 3 || number == pages / 2) {
            link(html, pages + number);
        }
        return html.append("<p>")
                .append("lorem ipsum dolor ".repeat(50 + random.nextInt(800)))
                .toString();
    }

    private static void link(StringBuilder html, int number) {
        html.append("<a href=\"/page/")
                .append(number)
                .append("\">")
                .append(number)
                .append("</a>\n");
    }

    @Override
    public void close() {
        server.stop(0);
        handlers.shutdownNow();
    }
}
