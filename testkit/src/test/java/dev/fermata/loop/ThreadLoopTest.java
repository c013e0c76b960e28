package dev.fermata.loop;

class ThreadLoopTest extends RunnableLoopContract {

    @Override
    LoopDriver open() {
        return LoopDriver.running(EventLoop.create());
    }
}
