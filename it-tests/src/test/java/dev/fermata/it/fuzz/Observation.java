package dev.fermata.it.fuzz;

import dev.fermata.Coroutine;
import dev.fermata.testkit.VirtualTime;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * What one run of a program did.
 *
 * @param lines the trace, then how it ended, then the fields' last values
 * @param problem what the transformer or the JVM has against the program; null if it ran
 */
record Observation(List<String> lines, Throwable problem) {

    /** Enough for the deepest recursion. */
    private static final long BLOCKING_STACK = 256 << 20;

    /** Not enough for that. */
    private static final long ASYNC_STACK = 1 << 20;

    /** Runs the blocking program in {@code classes}, loaded afresh. */
    static Observation blocking(Map<String, byte[]> classes, String name, Pattern pattern) {
        return onThread(BLOCKING_STACK, () -> of(classes, name, pattern));
    }

    /** Runs the asynchronous program in {@code classes}, loaded afresh, on a stack of usual size. */
    static Observation async(Map<String, byte[]> classes, String name, Pattern pattern) {
        return onThread(ASYNC_STACK, () -> of(classes, name, pattern));
    }

    private static Observation onThread(long stackSize, Supplier<Observation> run) {
        FutureTask<Observation> task = new FutureTask<>(run::get);
        new Thread(null, task, "program", stackSize).start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static Observation of(Map<String, byte[]> classes, String name, Pattern pattern) {
        World world = new World(pattern);
        List<String> lines = new ArrayList<>();
        try {
            Class<?> program = new Loader(classes).loadClass(name);
            String end = end(program, world);
            lines.addAll(world.trace());
            lines.add(end);
            Object instance = field(program, "me");
            if (instance != null) {
                var fields = program.getDeclaredMethod("fields");
                fields.setAccessible(true);
                lines.add("fields " + fields.invoke(instance));
            }
            return new Observation(lines, null);
        } catch (ReflectiveOperationException | VerifyError | ClassFormatError problem) {
            return new Observation(lines, problem);
        }
    }

    private static String end(Class<?> program, World world) throws ReflectiveOperationException {
        try {
            Object result = program.getMethod("run", World.class).invoke(null, world);
            return "returned "
                    + World.text(
                            result instanceof Coroutine<?> coroutine
                                    ? VirtualTime.run(coroutine).result()
                                    : result);
        } catch (InvocationTargetException wrapper) {
            return "threw " + World.describe(wrapper.getCause());
        } catch (VerifyError | ClassFormatError problem) {
            throw problem;
        } catch (Throwable failure) {
            return "threw " + World.describe(failure);
        }
    }

    private static Object field(Class<?> program, String name) throws ReflectiveOperationException {
        var field = program.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    /** How this differs from {@code expected}; null if it does not. */
    String differenceFrom(Observation expected) {
        if (problem != null) {
            return problem.toString();
        }
        if (lines.equals(expected.lines)) {
            return null;
        }
        int i = 0;
        while (i < lines.size() && i < expected.lines.size() && lines.get(i).equals(expected.lines.get(i))) {
            i++;
        }
        return "after " + lines.subList(Math.max(0, i - 3), i) + "\n  blocking: " + from(expected.lines, i)
                + "\n  async:    " + from(lines, i);
    }

    private static List<String> from(List<String> lines, int first) {
        return lines.subList(first, Math.min(lines.size(), first + 4));
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(Observation.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
