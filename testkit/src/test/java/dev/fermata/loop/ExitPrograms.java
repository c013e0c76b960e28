package dev.fermata.loop;

import dev.fermata.Async;
import dev.fermata.Await;
import dev.fermata.Cancellation;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.RunOptions;
import dev.fermata.Tasks;
import java.time.Duration;

/** Programs that {@link ExitTest} runs, each in a process of its own, and ends in various ways. */
public final class ExitPrograms {

    private ExitPrograms() {}

    /** Runs the program that the argument names. */
    public static void main(String[] arguments) {
        RunOptions patient = RunOptions.defaults().withCancelOnExit(true, Duration.ofMinutes(10));
        switch (arguments[0]) {
            case "waiting" -> Fermata.run(waiting(), patient);
            case "stubborn" -> Fermata.run(stubborn(), patient);
            case "exiting" -> Fermata.run(exiting(), patient);
            case "plain" -> System.out.println(Fermata.run(plain()));
            case "hook" ->
                Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(Fermata.run(plain()))));
            case "between" -> betweenRuns(patient);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    @Async
    private static Coroutine<String> plain() {
        Await.on(Tasks.sleep(Duration.ofMillis(1)));
        return Coroutine.of("ran");
    }

    @Async
    private static Coroutine<Void> waiting() {
        Tasks.start(sleeper(2));
        Tasks.start(sleeper(3));
        Tasks.start(sleeper(4));
        Await.on(Tasks.yieldNow());
        System.out.println("ready");
        try {
            Await.on(Tasks.sleep(Duration.ofDays(1)));
        } finally {
            Await.on(Tasks.sleep(Duration.ofMillis(1)));
            System.out.println("main ended");
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> sleeper(int hours) {
        boolean cancelled = false;
        try {
            Await.on(Tasks.sleep(Duration.ofHours(hours)));
        } catch (Cancellation cancellation) {
            cancelled = true;
            throw cancellation;
        } finally {
            System.out.println(hours + " cancelled: " + cancelled);
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> stubborn() {
        System.out.println("ready");
        try {
            Await.on(Tasks.sleep(Duration.ofDays(1)));
        } finally {
            System.out.println("cleaning up");
            Await.on(Tasks.sleep(Duration.ofDays(1)));
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> exiting() {
        Await.on(Tasks.yieldNow());
        System.exit(3);
        return Coroutine.done();
    }

    private static void betweenRuns(RunOptions options) {
        Runner runner = new Runner(options);
        runner.run(plain());
        System.out.println("ready");
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
