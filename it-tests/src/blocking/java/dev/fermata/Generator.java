package dev.fermata;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** The blocking runtime's generator: its body has a thread of its own. */
public interface Generator<T> extends Iterator<T>, Iterable<T>, AutoCloseable {

    @Override
    void close();

    static <T> Generator<T> done() {
        return of(new BodyThread<>(() -> null));
    }

    static <T> Generator<T> of(BodyThread<T> body) {
        return new Generator<>() {
            private boolean found;

            @Override
            public Iterator<T> iterator() {
                return this;
            }

            @Override
            public boolean hasNext() {
                found = found || body.advance();
                return found;
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                found = false;
                return body.current();
            }

            @Override
            public void close() {
                body.close();
            }
        };
    }
}
