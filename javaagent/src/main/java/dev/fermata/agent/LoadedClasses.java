package dev.fermata.agent;

import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the classes that were loaded before the agent was attached and should have been transformed.
 *
 * <p>A loaded class cannot get new methods, so all that can be done for them is to name them. Two looks, since the JVM
 * shows the bytes of a loaded class only in a retransformation, and links the class for that, which may load others:
 *
 * <ol>
 *   <li>The class file that the class loader finds under the name. No class is loaded, linked or stopped for it. It
 *       may not be what is loaded, but a class whose file is not asynchronous is none of ours.
 *   <li>Of those few that remain, the bytes of the class itself, in a retransformation that changes nothing.
 * </ol>
 */
final class LoadedClasses implements ClassFileTransformer {

    private static final String GENERATED_CODE = "dev/fermata/codegen/";

    private final LoadTimeTransformer transformer;

    /** Names, sorted. Other threads may be retransforming classes for their own reasons, so it is a concurrent set. */
    private final Collection<String> missed = new ConcurrentSkipListSet<>();

    private LoadedClasses(LoadTimeTransformer transformer) {
        this.transformer = transformer;
    }

    /** Reports every class that came too early for {@code transformer}, which has been installed. */
    static void reportMissed(Instrumentation instrumentation, LoadTimeTransformer transformer) {
        LoadedClasses look = new LoadedClasses(transformer);
        instrumentation.addTransformer(look, true);
        try {
            look.at(
                    Arrays.stream(instrumentation.getAllLoadedClasses())
                            .filter(loaded -> instrumentation.isModifiableClass(loaded) && look.concerns(loaded))
                            .filter(look::hasAsynchronousFile)
                            .toArray(Class<?>[]::new),
                    instrumentation);
        } finally {
            instrumentation.removeTransformer(look);
        }
        look.missed.forEach(name -> transformer
                .log()
                .error(name + " was loaded before the agent was attached and stays as it was; to transform it, start"
                        + " the JVM with -javaagent or build it with fermata-maven-plugin"));
    }

    private boolean concerns(Class<?> loaded) {
        return !loaded.isHidden()
                && transformer.concerns(
                        loaded.getClassLoader(), loaded.getName().replace('.', '/'));
    }

    private boolean hasAsynchronousFile(Class<?> loaded) {
        String file = loaded.getName().replace('.', '/') + ".class";
        try (InputStream in = loaded.getClassLoader().getResourceAsStream(file)) {
            return in != null && transformer.wouldChange(in.readAllBytes());
        } catch (Throwable e) { // class loaders are anybody's code
            transformer.log().detail(loaded.getName() + " could not be looked at: " + e);
            return false;
        }
    }

    /** All at once, which is quick; or, so that a class that cannot be retransformed does not hide the others, singly. */
    private void at(Class<?>[] loaded, Instrumentation instrumentation) {
        try {
            if (loaded.length > 0) {
                instrumentation.retransformClasses(loaded);
            }
        } catch (Throwable e) {
            if (loaded.length == 1) {
                transformer.log().detail(loaded[0].getName() + " could not be looked at: " + e);
                return;
            }
            for (Class<?> one : loaded) {
                at(new Class<?>[] {one}, instrumentation);
            }
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String internalName,
            @Nullable Class<?> classBeingRedefined,
            @Nullable ProtectionDomain protectionDomain,
            byte[] classFile) {
        if (classBeingRedefined != null && !mentionsGeneratedCode(classFile) && transformer.wouldChange(classFile)) {
            missed.add(classBeingRedefined.getName());
        }
        return null;
    }

    /**
     * True if the class links to what only generated code links to: it was transformed when it was built. The marker
     * that the transformer goes by does not help here, for the JVM may hand out bytes that it made up from what it
     * keeps of a class, and it keeps no attributes that it does not know.
     */
    private static boolean mentionsGeneratedCode(byte[] classFile) {
        return new String(classFile, StandardCharsets.ISO_8859_1).contains(GENERATED_CODE);
    }
}
