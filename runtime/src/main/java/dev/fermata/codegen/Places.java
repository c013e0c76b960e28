package dev.fermata.codegen;

import org.jspecify.annotations.Nullable;

/**
 * Tells where in the source the activation of a transformed method is. The class itself knows: asked to resume a frame
 * whose number no method has, it returns a text in place of a result, for the method whose number is that frame's
 * state:
 *
 * <pre>
 *   sample.Crawler;fetch;10,12,15;Crawler.java      // the lines of the states, from 0; 0 if unknown
 * </pre>
 */
final class Places {

    /** More than a class can have methods, as each asynchronous one brings another (JVMS 4.1). */
    private static final int NO_METHOD = 0xFFFF;

    /** Asks a class. */
    private static final class Question extends Frame {
        Question(Entry entry, int method) {
            super(entry, NO_METHOD);
            claim();
            state = (short) method;
        }
    }

    private Places() {}

    /** Where the method that {@code entry} knows by the number {@code method} is in {@code state}. */
    static StackTraceElement of(Entry entry, int method, int state) {
        if (answer(entry, method) instanceof String text) {
            String[] parts = text.split(";", 4);
            String[] lines = parts[2].split(",", -1);
            int line = state < lines.length ? Integer.parseInt(lines[state]) : 0;
            return new StackTraceElement(
                    parts[0], parts[1], parts[3].isEmpty() ? null : parts[3], line == 0 ? -1 : line);
        }
        throw new IllegalStateException("not the entry of a transformed class: " + entry);
    }

    private static @Nullable Object answer(Entry entry, int method) {
        try {
            return entry.resume(new Question(entry, method), 0);
        } catch (Throwable failure) {
            throw new IllegalStateException("not the entry of a transformed class: " + entry, failure);
        }
    }
}
