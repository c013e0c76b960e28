package dev.fermata.loop;

import java.lang.reflect.Proxy;

/**
 * Lets Ctrl-C end the JVM at once while it is ending already, where it would have no effect otherwise.
 *
 * <p>There is no supported API for signals. {@code sun.misc.Signal}, in the module {@code jdk.unsupported}, is what every
 * command line program for the JVM uses; it is reached by reflection, so that nothing here depends on it. Where it is
 * missing, or the JVM was told to leave signals alone ({@code -Xrs}), the limit of the wait remains.
 */
final class SecondInterrupt {

    /** What shells report for a program that SIGINT has ended. */
    private static final int STATUS = 130;

    private SecondInterrupt() {}

    static void endsTheJvm() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object halting = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, args) -> {
                        if (method.getName().equals("handle")) {
                            Runtime.getRuntime().halt(STATUS);
                        }
                        return method.getName().equals("equals") ? args[0] == proxy : null;
                    });
            Object interrupt = signal.getConstructor(String.class).newInstance("INT");
            signal.getMethod("handle", signal, handler).invoke(null, interrupt, halting);
        } catch (ReflectiveOperationException | RuntimeException unavailable) {
            // Then the wait ends when its time has passed.
        }
    }
}
