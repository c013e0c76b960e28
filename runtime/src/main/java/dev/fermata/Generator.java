package dev.fermata;

import dev.fermata.codegen.Generators;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Elements that are computed when they are asked for: what an {@link Async} method returns that hands them out by
 * {@link Yield}. It needs no event loop, and may not await.
 *
 * <p>The body runs on the thread of whoever asks for an element, from one {@code Yield} to the next. What it throws is
 * thrown to them; then the generator has ended. A generator is good for one iteration: asking for a second
 * {@link #iterator()}, or for an element while the body runs, throws {@link IllegalStateException}. Not synchronised.
 *
 * @param <T> the type of the elements
 */
@SuppressWarnings("IterableAndIterator")
public interface Generator<T extends @Nullable Object> extends Iterator<T>, Iterable<T>, AutoCloseable {

    /** This, once. */
    @Override
    Iterator<T> iterator();

    /**
     * Ends the generator early: its {@code finally} blocks run, from where it is suspended. Has no effect on one that has
     * ended; one that was never started never will be.
     *
     * @throws IllegalStateException if the body hands out another element in place of ending
     */
    @Override
    void close();

    /** {@code return Generator.done()}: how the body of a generator ends. Elsewhere a generator without elements. */
    static <T extends @Nullable Object> Generator<T> done() {
        return Generators.empty();
    }
}
