package dev.fermata;

/** The blocking runtime's yield: lets the consumer's thread run meanwhile. */
public final class Yield {

    private Yield() {}

    public static <T> void value(T element) {
        BodyThread.handOut(element);
    }

    public static <T> void all(Iterable<? extends T> elements) {
        try {
            elements.forEach(BodyThread::handOut);
        } catch (Error exit) {
            if (elements instanceof Generator<?> generator) {
                generator.close();
            }
            throw exit;
        }
    }

    public static <T> void all(AsyncStream<? extends T> elements) {
        try {
            while (Await.on(elements.advance())) {
                BodyThread.handOut(elements.current());
            }
        } catch (Error exit) {
            elements.close();
            throw exit;
        }
    }
}
