package dev.fermata;

import java.util.List;
import java.util.ServiceLoader;

/** The {@link ThreadContextElement}s that are services. In a class of its own, so that they are looked for once and late. */
final class CarriedByAll {

    @SuppressWarnings("rawtypes") // of the class literal
    static final List<ContextVar<?>> VARIABLES =
            ServiceLoader.load(ThreadContextElement.class, CarriedByAll.class.getClassLoader()).stream()
                    .<ContextVar<?>>map(found -> ContextVar.of((ThreadContextElement<?>) found.get()))
                    .toList();

    private CarriedByAll() {}
}
