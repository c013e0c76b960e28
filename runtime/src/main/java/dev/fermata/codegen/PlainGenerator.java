package dev.fermata.codegen;

import dev.fermata.Generator;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A generator that runs on the native stack of whoever asks for an element. */
@SuppressWarnings("IterableAndIterator")
final class PlainGenerator<T extends @Nullable Object> implements Generator<T> {

    final GeneratorBody body;
    private Iterator<?> elements = Collections.emptyIterator();
    private boolean iterating;

    PlainGenerator(Frame frame) {
        body = new GeneratorBody(frame);
    }

    @Override
    public Iterator<T> iterator() {
        if (iterating) {
            throw new IllegalStateException("a generator can be iterated only once");
        }
        iterating = true;
        return this;
    }

    @Override
    public boolean hasNext() {
        while (!elementsHaveNext()) {
            if (body.hasEnded()) {
                return false;
            }
            Frame frame = body.take();
            frame.deliver(null);
            run(frame);
        }
        return true;
    }

    /** What {@code Yield.all} iterates over fails at that {@code Yield}. */
    private boolean elementsHaveNext() {
        try {
            return elements.hasNext();
        } catch (Throwable failure) {
            elements = Collections.emptyIterator();
            Frame frame = body.take();
            frame.deliver(new Thrown(failure));
            run(frame);
            return elementsHaveNext();
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return (T) elements.next();
    }

    @Override
    public void close() {
        Iterator<?> inner = elements;
        elements = Collections.emptyIterator();
        if (!body.isSuspended()) {
            body.drop();
            return;
        }
        GeneratorExit exit = new GeneratorExit();
        Frame frame = body.take();
        frame.deliver(new Thrown(afterClosing(inner, exit)));
        try {
            run(frame);
        } catch (GeneratorExit ended) {
            if (ended != exit) {
                throw ended;
            }
        }
        if (!body.hasEnded()) {
            elements = Collections.emptyIterator();
            body.drop();
            throw new IllegalStateException("the generator handed out an element when it was closed");
        }
    }

    /** What the body has to see when its delegate was closed: {@code exit}, or what the delegate failed with. */
    private static Throwable afterClosing(Iterator<?> delegate, GeneratorExit exit) {
        try {
            if (delegate instanceof Generator<?> generator) {
                generator.close();
            }
            return exit;
        } catch (Throwable failure) {
            return failure;
        }
    }

    private void run(Frame frame) {
        boolean ended = true;
        try {
            if (Trampoline.run(frame, frame) instanceof Frame handedUp) {
                elements = body.suspendedAt(handedUp).elements();
                ended = false;
            }
        } catch (Throwable failure) {
            throw PlainGenerator.<RuntimeException>unchecked(failure);
        } finally {
            if (ended) {
                body.ended();
            }
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }
}
