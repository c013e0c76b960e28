package dev.fermata;

import dev.fermata.loop.Step;

/** A step that runs an action of the runtime's own. */
final class PostedAction extends Step {
    private final Runnable action;

    PostedAction(Runnable action) {
        this.action = action;
    }

    @Override
    protected void turn() {
        action.run();
    }
}
