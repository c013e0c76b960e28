package dev.fermata.loop;

import dev.fermata.ForeignLoop;

/** A loop that others wrote does all that ours do. */
class ForeignLoopTest extends RunnableLoopContract {

    @Override
    LoopDriver open() {
        return LoopDriver.running(new ForeignLoop());
    }
}
