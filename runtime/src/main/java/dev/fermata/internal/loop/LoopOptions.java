package dev.fermata.internal.loop;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a program's surroundings say about its event loops.
 *
 * @param provider the name of the provider that makes them: system property {@code fermata.loop}; null if it is not there
 */
public record LoopOptions(@Nullable String provider) {

    /** The options that hold for this process now. */
    public static LoopOptions current() {
        return of(System::getProperty);
    }

    static LoopOptions of(UnaryOperator<@Nullable String> properties) {
        String provider = properties.apply("fermata.loop");
        return new LoopOptions(provider == null || provider.isBlank() ? null : provider.trim());
    }
}
