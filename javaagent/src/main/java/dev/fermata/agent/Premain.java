package dev.fermata.agent;

import dev.fermata.transform.ClassSource;
import dev.fermata.transform.TransformResult;
import dev.fermata.transform.Transformer;
import java.lang.instrument.Instrumentation;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Where the JVM starts the agent. */
public final class Premain {

    private Premain() {}

    /** Called before {@code main} when the JVM was started with {@code -javaagent}; throwing aborts the start. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        install(arguments, instrumentation);
    }

    /** Called when the agent is attached to a running JVM; what it throws fails the attaching call. */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        LoadedClasses.reportMissed(instrumentation, install(arguments, instrumentation));
    }

    private static LoadTimeTransformer install(@Nullable String arguments, Instrumentation instrumentation) {
        AgentOptions options;
        try {
            options = AgentOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            new AgentLog(System.err, false).error(String.valueOf(e.getMessage()));
            throw e;
        }
        AgentLog log = new AgentLog(System.err, options.verbose());
        LoadTimeTransformer transformer = new LoadTimeTransformer(new Transforming(), options, log);
        instrumentation.addTransformer(transformer);
        return transformer;
    }

    /** No lambda, as the first one of a program takes longer than many of its classes. */
    private static final class Transforming implements BiFunction<byte[], ClassSource, TransformResult> {
        private final Transformer transformer = new Transformer();

        @Override
        public TransformResult apply(byte[] classFile, ClassSource others) {
            return transformer.transform(classFile, others);
        }
    }
}
