package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.AsyncCloseable;
import dev.fermata.Await;
import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Task;
import dev.fermata.Tasks;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * Resources that are opened and closed with an await, by try-with-resources, however the block ends.
 *
 * <p>Program P31.
 */
public final class AsyncResources {

    private AsyncResources() {}

    /** Takes a second to be opened, and one to be closed. */
    private record Connection(String name) implements AsyncCloseable {

        @Async
        static Coroutine<Connection> open(String name) {
            Await.on(Tasks.sleep(Duration.ofSeconds(1)));
            System.out.println("open " + name);
            return Coroutine.of(new Connection(name));
        }

        @Override
        @Async
        public Coroutine<Void> closeAsync() {
            Await.on(Tasks.sleep(Duration.ofSeconds(1)));
            System.out.println("close " + name);
            if (name.startsWith("broken")) {
                throw new IllegalStateException("cannot close " + name);
            }
            return Coroutine.done();
        }
    }

    public static void main(String[] args) {
        Fermata.run(all());
    }

    @Async
    private static Coroutine<Void> all() {
        Await.on(use("a", "b", Coroutine.done()));
        try {
            Await.on(use("c", "broken d", failing()));
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage() + ", suppressed: " + e.getSuppressed()[0].getMessage());
        }
        Task<Void> task = Tasks.start(use("e", "f", Tasks.sleep(Duration.ofHours(1))));
        Await.on(Tasks.sleep(Duration.ofSeconds(3)));
        task.cancel();
        try {
            Await.on(task);
        } catch (CancellationException e) {
            System.out.println("cancelled");
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> use(String first, String second, Awaitable<Void> body) {
        try (var a = Await.on(Connection.open(first));
                var b = Await.on(Connection.open(second))) {
            System.out.println("use " + a.name() + " and " + b.name());
            Await.on(body);
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> failing() {
        throw new IllegalArgumentException("failed");
    }
}
