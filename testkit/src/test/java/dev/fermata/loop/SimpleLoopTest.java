package dev.fermata.loop;

/** A loop that others wrote does all that ours do. */
class SimpleLoopTest extends RunnableLoopContract {

    @Override
    LoopDriver open() {
        return LoopDriver.running(new SimpleLoop());
    }
}
