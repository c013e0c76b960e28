package dev.fermata.loop;

import dev.fermata.testkit.VirtualTimeLoop;

class VirtualLoopTest extends RunnableLoopContract {

    @Override
    LoopDriver open() {
        return LoopDriver.running(VirtualTimeLoop.create());
    }
}
