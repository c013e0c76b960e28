package dev.fermata.testkit.junit;

import dev.fermata.loop.EventLoop;
import dev.fermata.testkit.Sequencer;
import dev.fermata.testkit.VirtualTime;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** One run of one method: its name, and the parameters it may have. */
final class AsyncTestInvocation implements TestTemplateInvocationContext, ParameterResolver, ExecutionCondition {

    private final Method method;
    private final long seed;

    /** Made at its first use, which may be in a {@code @BeforeEach} method. */
    private @Nullable AsyncTestRun run;

    AsyncTestInvocation(Method method, long seed) {
        this.method = method;
        this.seed = seed;
    }

    @Override
    public String getDisplayName(int number) {
        String name = AnnotationSupport.findAnnotation(method, DisplayName.class)
                .map(DisplayName::value)
                .orElse(method.getName());
        return seed == 0 ? name : name + " [seed " + seed + "]";
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(this);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(method, Disabled.class)
                .map(disabled -> ConditionEvaluationResult.disabled("@Disabled", disabled.value()))
                .orElse(ConditionEvaluationResult.enabled("not @Disabled"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == AsyncTestRun.class
                || type == EventLoop.class
                || type == Sequencer.class
                || (type == VirtualTime.class && !AsyncTestRun.isRealTime(method))
                || (type == long.class && parameter.isAnnotated(Seed.class));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (run == null) {
            run = new AsyncTestRun(method, seed, context);
        }
        Class<?> type = parameter.getParameter().getType();
        if (type == EventLoop.class) {
            return run.loop();
        } else if (type == Sequencer.class) {
            return run.sequencer();
        } else if (type == VirtualTime.class) {
            return VirtualTime.of(run.loop());
        }
        return type == long.class ? seed : run;
    }
}
