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
            int afterClass = text.indexOf(';');
            int afterMethod = text.indexOf(';', afterClass + 1);
            int afterLines = text.indexOf(';', afterMethod + 1);
            int line = line(text, afterMethod + 1, afterLines, state);
            return new StackTraceElement(
                    text.substring(0, afterClass),
                    text.substring(afterClass + 1, afterMethod),
                    afterLines + 1 == text.length() ? null : text.substring(afterLines + 1),
                    line == 0 ? -1 : line);
        }
        throw new IllegalStateException("not the entry of a transformed class: " + entry);
    }

    /** The number at {@code index} of those in {@code text} from {@code begin} to {@code end}; 0 if there are fewer. */
    private static int line(String text, int begin, int end, int index) {
        int start = begin;
        for (int i = 0; i < index; i++) {
            start = text.indexOf(',', start) + 1;
            if (start == 0 || start > end) {
                return 0;
            }
        }
        int comma = text.indexOf(',', start);
        return Integer.parseInt(text, start, comma < 0 || comma > end ? end : comma, 10);
    }

    private static @Nullable Object answer(Entry entry, int method) {
        try {
            return entry.resume(new Question(entry, method), 0);
        } catch (Throwable failure) {
            throw new IllegalStateException("not the entry of a transformed class: " + entry, failure);
        }
    }
}
