package dev.fermata.transform;

import dev.fermata.Awaitable;
import dev.fermata.Fermata;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/** Runs small programs: the static method {@code run()} of the class {@code Main} in a source. */
final class Program {

    private Program() {}

    /** Compiles, transforms and runs {@code source}; returns what {@code run()} returns, awaited if it is awaitable. */
    static Object run(String source) throws Exception {
        Map<String, byte[]> classes = Compilation.of(source);
        Class<?> main = Transformed.load(classes, "Main");
        try {
            Object result = main.getMethod("run").invoke(null);
            return result instanceof Awaitable<?> awaitable ? Fermata.run(awaitable) : result;
        } catch (InvocationTargetException failure) {
            throw failure.getCause() instanceof Exception exception ? exception : failure;
        }
    }
}
