package dev.fermata;

/** The blocking runtime's tasks: they have ended when they have been started. */
public final class Tasks {

    private Tasks() {}

    public static <T> Task<T> start(Awaitable<T> body) {
        var task = new Task<T>();
        task.complete(Await.on(body));
        return task;
    }
}
