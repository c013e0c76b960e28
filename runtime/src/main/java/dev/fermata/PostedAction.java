package dev.fermata;

import dev.fermata.loop.EventLoop;
import dev.fermata.loop.Step;

/** A step that runs an action of the runtime's own. */
final class PostedAction extends Step {
    private final Runnable action;

    private PostedAction(Runnable action) {
        this.action = action;
    }

    /** Has {@code loop} run {@code action}; returns false if it is closed. Any thread. */
    static boolean post(EventLoop loop, Runnable action) {
        return post(loop, new PostedAction(action));
    }

    @Override
    protected void turn() {
        action.run();
    }
}
