package dev.fermata.agent;

import dev.fermata.transform.ClassSource;
import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.SourceLocation;
import dev.fermata.transform.TransformResult;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Transforms each class when it is defined.
 *
 * <p>A redefinition (a debugger's hot swap) is left alone: what is suspended in the old code could not go on in new code
 * of another shape. The JVM then refuses plain code in the place of transformed code, since methods would be missing.
 * When another agent retransforms a class, the JVM keeps what this transformer made of it.
 *
 * <p>Every failure ends here, in the log: what a {@link ClassFileTransformer} throws, the JVM drops without a word. The
 * class then stays as it was, and its first {@code Await.on} throws.
 */
final class LoadTimeTransformer implements ClassFileTransformer {

    private static final String OURS = "dev/fermata/";

    /** The agent's own classes, the transformer and ASM, which its jar holds under this name, among them. */
    private static final String AGENT = "dev/fermata/agent/";

    /** The packages of the runtime. It has no asynchronous methods, and everything else waits for it to be loaded. */
    private static final Set<String> RUNTIME =
            Set.of("dev/fermata", "dev/fermata/codegen", "dev/fermata/debug", "dev/fermata/loop", "dev/fermata/sync");

    private final BiFunction<byte[], ClassSource, TransformResult> transformer;
    private final AgentOptions options;
    private final AgentLog log;

    LoadTimeTransformer(
            BiFunction<byte[], ClassSource, TransformResult> transformer, AgentOptions options, AgentLog log) {
        this.transformer = transformer;
        this.options = options;
        this.log = log;
    }

    AgentLog log() {
        return log;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String internalName,
            @Nullable Class<?> classBeingRedefined,
            @Nullable ProtectionDomain protectionDomain,
            byte[] classFile) {
        try {
            return classBeingRedefined == null && concerns(loader, internalName)
                    ? transform(loader, internalName, classFile)
                    : null;
        } catch (Throwable e) {
            log.failure(describe(internalName) + " was left as it was, because the agent failed", e);
            return null;
        }
    }

    /** True if a class of this name and loader is one that the agent is there for. */
    boolean concerns(@Nullable ClassLoader loader, @Nullable String internalName) {
        if (loader == null || loader == ClassLoader.getPlatformClassLoader() || internalName == null) {
            return false;
        }
        return !(internalName.startsWith(OURS) && isOurs(internalName))
                && (options.selectsAll() || options.selects(describe(internalName)));
    }

    private static boolean isOurs(String internalName) {
        return internalName.startsWith(AGENT)
                || RUNTIME.contains(internalName.substring(0, internalName.lastIndexOf('/')));
    }

    /** True if a class with these bytes has asynchronous code in it that would be transformed, or refused. */
    boolean wouldChange(byte[] classFile) {
        return !(transformer.apply(classFile, ClassSource.NONE) instanceof TransformResult.Unchanged);
    }

    private byte @Nullable [] transform(@Nullable ClassLoader loader, @Nullable String internalName, byte[] classFile) {
        TransformResult result = transformer.apply(classFile, LoaderClasses.of(loader));
        boolean nothingToSay =
                result instanceof TransformResult.Unchanged && result.warnings().isEmpty();
        return nothingToSay ? null : report(describe(internalName), result);
    }

    /** Logs what became of a class; returns its new bytes, if it has any. */
    private byte @Nullable [] report(String className, TransformResult result) {
        if (options.warnings()) {
            result.warnings().forEach(warning -> log.error(warning.toString()));
        }
        if (result instanceof TransformResult.Transformed transformed) {
            log.detail("transformed " + className);
            transformed.plans().forEach(log::detail);
            dump(className, transformed.bytes());
            return transformed.bytes();
        }
        if (result instanceof TransformResult.Rejected rejected) {
            rejected.errors()
                    .forEach(problem -> log.error(placed(className, problem).toString()));
            log.error(className + " was left as it was; its awaits will throw NotInstrumentedException");
        }
        return null;
    }

    /** Names the class in a problem of its bytes, which the transformer cannot. */
    private static Diagnostic placed(String className, Diagnostic problem) {
        return switch (problem.code()) {
            case BROKEN_CLASS_FILE, UNSUPPORTED_CLASS_VERSION ->
                new Diagnostic(problem.code(), SourceLocation.ofClass(className, null), problem.message());
            default -> problem;
        };
    }

    private void dump(String className, byte[] classFile) {
        Path folder = options.dump();
        if (folder == null) {
            return;
        }
        Path file = folder.resolve(className.replace('.', '/') + ".class");
        try {
            Files.createDirectories(file.resolveSibling("."));
            Files.write(file, classFile);
        } catch (IOException e) {
            log.error(file + " could not be written: " + e);
        }
    }

    private static String describe(@Nullable String internalName) {
        return internalName == null ? "a class without a name" : internalName.replace('/', '.');
    }
}
