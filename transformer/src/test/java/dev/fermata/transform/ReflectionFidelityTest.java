package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Reflection, and with it every framework that lives from annotations, sees the same class before and after. */
class ReflectionFidelityTest {

    @SuppressWarnings("unused") // by the parameterized tests
    private static final List<List<String>> OPTIONS = FidelitySample.OPTIONS;

    @ParameterizedTest
    @FieldSource("OPTIONS")
    void methods_are_the_same_but_for_synthetic_ones(List<String> options) throws Exception {
        assertSame(
                options, type -> texts(type.getDeclaredMethods(), Method::isSynthetic, ReflectionFidelityTest::text));
    }

    @ParameterizedTest
    @FieldSource("OPTIONS")
    void bridges_are_the_same(List<String> options) throws Exception {
        assertSame(
                options,
                type -> texts(
                        type.getDeclaredMethods(),
                        method -> !method.isBridge(),
                        method -> method.toGenericString() + Arrays.toString(method.getAnnotations())));
    }

    @ParameterizedTest
    @FieldSource("OPTIONS")
    void constructors_and_fields_are_the_same(List<String> options) throws Exception {
        assertSame(
                options,
                type -> List.of(
                        texts(type.getDeclaredConstructors(), Constructor::isSynthetic, ReflectionFidelityTest::text),
                        texts(type.getDeclaredFields(), field -> false, ReflectionFidelityTest::text)));
    }

    @ParameterizedTest
    @FieldSource("OPTIONS")
    void public_methods_are_the_same(List<String> options) throws Exception {
        assertSame(options, type -> texts(type.getMethods(), method -> false, Method::toGenericString));
    }

    @ParameterizedTest
    @FieldSource("OPTIONS")
    void record_components_are_the_same(List<String> options) throws Exception {
        assertSame(
                options,
                type -> type.isRecord()
                        ? Arrays.stream(type.getRecordComponents())
                                .map(ReflectionFidelityTest::text)
                                .toList()
                        : List.of());
    }

    @ParameterizedTest
    @FieldSource("OPTIONS")
    void nests_and_the_places_of_classes_are_the_same(List<String> options) throws Exception {
        assertSame(
                options,
                type -> List.of(
                        type.toGenericString(),
                        type.getNestHost().getName(),
                        names(type.getNestMembers()),
                        names(type.getDeclaredClasses()),
                        type.isSealed() ? names(type.getPermittedSubclasses()) : "open",
                        String.valueOf(type.getEnclosingMethod()),
                        String.valueOf(type.getEnclosingClass()),
                        type.isAnonymousClass() + " " + type.isLocalClass() + " " + type.isMemberClass(),
                        String.valueOf(type.getGenericSuperclass()),
                        Arrays.toString(type.getGenericInterfaces()),
                        Arrays.toString(type.getAnnotations()),
                        Arrays.toString(type.getAnnotatedInterfaces())));
    }

    @Test
    void parameter_names_and_modifiers_are_those_of_the_source() throws Exception {
        Method method = method(FidelitySample.OPTIONS.get(0), "generic");
        assertThat(method.getParameters()).extracting(Parameter::getName).containsExactly("first", "wide", "last");
        assertThat(method.getParameters()).allMatch(Parameter::isNamePresent);
        assertThat(method.getParameters()[1].toString()).isEqualTo("final long wide");
    }

    @Test
    void parameters_without_names_are_numbered_as_before() throws Exception {
        Method method = method(FidelitySample.OPTIONS.get(1), "generic");
        assertThat(method.getParameters()).extracting(Parameter::getName).containsExactly("arg0", "arg1", "arg2");
    }

    @Test
    void annotations_of_parameters_are_found_in_their_places() throws Exception {
        Method method = method(FidelitySample.OPTIONS.get(0), "generic");
        assertThat(Arrays.stream(method.getParameterAnnotations()).map(Arrays::toString))
                .containsExactly(
                        "[@Seen(numbers={1, 2}, value=\"first\")]", "[]", "[@Seen(numbers={1, 2}, value=\"last\")]");
    }

    private static Method method(List<String> options, String name) throws Exception {
        ClassLoader after = FidelitySample.loader(FidelitySample.transformed(FidelitySample.compiled(options)));
        return Arrays.stream(after.loadClass(FidelitySample.MAIN).getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Looks at every class of the sample in its original and in its transformed form. */
    private static void assertSame(List<String> options, Function<Class<?>, Object> look) throws Exception {
        Map<String, byte[]> compiled = FidelitySample.compiled(options);
        ClassLoader before = FidelitySample.loader(compiled);
        ClassLoader after = FidelitySample.loader(FidelitySample.transformed(compiled));
        for (String name : compiled.keySet()) {
            assertThat(look.apply(after.loadClass(name))).as(name).isEqualTo(look.apply(before.loadClass(name)));
        }
    }

    private static <T> TreeSet<String> texts(T[] members, Predicate<T> without, Function<T, String> text) {
        return Arrays.stream(members).filter(without.negate()).map(text).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Method method) {
        return text((Executable) method) + method.getAnnotatedReturnType() + method.isDefault() + method.isVarArgs();
    }

    private static String text(Executable executable) {
        List<Object> parts = new ArrayList<>();
        parts.add(executable.toGenericString());
        parts.add(annotations(executable));
        parts.add(Arrays.toString(executable.getAnnotatedParameterTypes()));
        parts.add(Arrays.toString(executable.getAnnotatedExceptionTypes()));
        for (Parameter parameter : executable.getParameters()) {
            parts.add(parameter + annotations(parameter) + parameter.isNamePresent() + parameter.isImplicit());
        }
        return parts.toString();
    }

    private static String text(Field field) {
        return field.toGenericString() + annotations(field) + field.getAnnotatedType();
    }

    private static String text(RecordComponent component) {
        return component + component.getGenericSignature() + annotations(component) + component.getAnnotatedType();
    }

    private static String annotations(AnnotatedElement element) {
        return Arrays.toString(element.getAnnotations());
    }

    private static String names(Class<?>[] types) {
        return Arrays.stream(types).map(Class::getName).sorted().toList().toString();
    }
}
