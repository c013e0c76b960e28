package dev.fermata.examples;

import dev.fermata.loop.EventLoop;
import dev.fermata.loop.EventLoopProvider;
import dev.fermata.testkit.VirtualTimeLoop;
import java.util.ArrayList;
import java.util.List;

/** Gives the examples, which know nothing of it, loops in virtual time: it is configured in {@code META-INF/services}. */
public final class VirtualLoops implements EventLoopProvider {

    /** The loops that were made since this was cleared. The tests run one after the other. */
    public static final List<EventLoop> MADE = new ArrayList<>();

    @Override
    public String name() {
        return "virtual";
    }

    @Override
    public EventLoop create() {
        EventLoop loop = VirtualTimeLoop.create();
        MADE.add(loop);
        return loop;
    }
}
