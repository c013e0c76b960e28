package dev.fermata.loop;

import dev.fermata.internal.loop.LoopClock;
import dev.fermata.internal.loop.LoopOptions;
import dev.fermata.internal.loop.ThreadLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses who makes the event loops of this program. */
final class LoopProviders {

    /** The loop that comes with Fermata. */
    private static final EventLoopProvider OWN = new EventLoopProvider() {
        @Override
        public String name() {
            return "default";
        }

        @Override
        public EventLoop create() {
            return new ThreadLoop(LoopClock.system());
        }
    };

    private LoopProviders() {}

    /**
     * The provider that the system property names, or else the only one that is installed, or else our own.
     *
     * @throws IllegalStateException if the name is unknown, or if it takes a name to choose
     */
    static EventLoopProvider choose() {
        List<EventLoopProvider> installed = new ArrayList<>();
        ServiceLoader.load(EventLoopProvider.class).forEach(installed::add);
        return choose(installed, LoopOptions.current().provider());
    }

    private static EventLoopProvider choose(List<EventLoopProvider> installed, @Nullable String name) {
        if (name == null && installed.size() <= 1) {
            return installed.isEmpty() ? OWN : installed.get(0);
        }
        installed.add(OWN);
        for (EventLoopProvider provider : installed) {
            if (provider.name().equals(name)) {
                return provider;
            }
        }
        String known = installed.stream().map(EventLoopProvider::name).collect(Collectors.joining(", "));
        throw new IllegalStateException(
                name == null
                        ? "several providers of event loops are installed; choose one with -Dfermata.loop=...: " + known
                        : "no provider of event loops is called '" + name + "' (-Dfermata.loop); there are: " + known);
    }
}
