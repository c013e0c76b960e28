package dev.fermata.benchmarks.ours;

import dev.fermata.Promise;
import java.lang.reflect.Field;
import org.openjdk.jol.info.ClassLayout;

/** W5 by JOL: the sizes, by their layouts, of what a suspended task consists of. */
final class Layouts {

    private Layouts() {}

    /** Bytes of {@code pending}, of the task that waits for it, and of all its frames. */
    static double bytesBehind(Promise<?> pending) throws ReflectiveOperationException {
        Object task = get(pending, "waiters");
        double bytes = bytesOf(pending) + bytesOf(task);
        for (Object frame = get(task, "going"); frame != null; frame = get(frame, "caller")) {
            bytes += bytesOf(frame);
        }
        return bytes;
    }

    private static long bytesOf(Object object) {
        return ClassLayout.parseInstance(object).instanceSize();
    }

    private static Object get(Object object, String field) throws ReflectiveOperationException {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field candidate : type.getDeclaredFields()) {
                if (candidate.getName().equals(field)) {
                    candidate.setAccessible(true);
                    return candidate.get(object);
                }
            }
        }
        throw new NoSuchFieldException(field + " of " + object);
    }
}
