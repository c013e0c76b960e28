package dev.fermata.testkit.junit;

import dev.fermata.Coroutine;
import dev.fermata.testkit.SeedOptions;
import dev.fermata.testkit.junit.AsyncTests.AsyncTest;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Finds the {@link AsyncTest} methods of a class, and the seeds under which they run. */
final class AsyncTestProvider implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        List<Method> methods =
                AnnotationSupport.findAnnotatedMethods(testClass, AsyncTest.class, HierarchyTraversalMode.TOP_DOWN);
        if (methods.isEmpty()) {
            throw new IllegalArgumentException(testClass.getName() + " has no method with @AsyncTest");
        }
        methods.forEach(AsyncTestProvider::check);
        SeedOptions options = SeedOptions.parse(
                context.getConfigurationParameter(SeedOptions.PROPERTY).orElse(null));
        return methods.stream()
                .flatMap(method ->
                        seeds(method, testClass, options).mapToObj(seed -> new AsyncTestInvocation(method, seed)));
    }

    private static LongStream seeds(Method method, Class<?> testClass, SeedOptions options) {
        Optional<Seeds> wanted = AnnotationSupport.findAnnotation(method, Seeds.class)
                .or(() -> AnnotationSupport.findAnnotation(testClass, Seeds.class));
        if (!method.getAnnotation(AsyncTest.class).realTime()) {
            return LongStream.of(
                    wanted.isPresent() ? options.seeds(wanted.get().value()) : new long[] {options.single()});
        }
        if (wanted.isPresent()) {
            throw new IllegalArgumentException(
                    method + ": @Seeds needs virtual time, a run in real time is not repeatable");
        }
        return LongStream.of(0);
    }

    private static void check(Method method) {
        int modifiers = method.getModifiers();
        if (Modifier.isStatic(modifiers) || Modifier.isPrivate(modifiers)) {
            throw new IllegalArgumentException(method + ": a method with @AsyncTest is neither static nor private");
        }
        if (method.getReturnType() != Coroutine.class) {
            throw new IllegalArgumentException(method + ": a method with @AsyncTest returns a Coroutine");
        }
    }
}
