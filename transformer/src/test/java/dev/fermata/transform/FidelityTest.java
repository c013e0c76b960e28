package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** What reflection, frameworks and debuggers see of a transformed class. */
class FidelityTest {

    private static final String SOURCE = """
            public class Kept<S extends Comparable<S>> {
                @Async
                @Deprecated
                public final <T extends Number> Coroutine<List<? super T>> run(
                        @SuppressWarnings("x") Coroutine<T> first, final long wide, S last) throws java.io.IOException {
                    T one = Await.on(first);
                    String name = "n" + wide;
                    T two = Await.on(first);
                    return Coroutine.of(new ArrayList<>(List.of(one, two, name.length(), last)));
                }
                int untouched(int a) {
                    int b = a + 1;
                    return b;
                }
            }
            """;

    private static final Map<String, byte[]> CLASSES = Compilation.of(SOURCE, "-g", "-parameters", "--release", "17");
    private static final byte[] ORIGINAL = CLASSES.get("Kept");
    private static final byte[] RESULT = Transformed.bytes(ORIGINAL);

    @Test
    void reflection_sees_the_same_method() {
        Method method = methodNamed(Transformed.load(CLASSES, "Kept"), "run");
        assertThat(method.toGenericString())
                .isEqualTo("public final <T extends java.lang.Number> dev.fermata.Coroutine<java.util.List<? super T>>"
                        + " Kept.run(dev.fermata.Coroutine<T>,long,S) throws java.io.IOException");
        assertThat(method.getAnnotations())
                .extracting(annotation -> annotation.annotationType().getSimpleName())
                .containsExactlyInAnyOrder("Async", "Deprecated");
        assertThat(method.getParameters()).extracting("name").containsExactly("first", "wide", "last");
        assertThat(Modifier.isFinal(method.getParameters()[1].getModifiers())).isTrue();
    }

    @Test
    void all_that_is_added_is_private_and_synthetic() {
        List<String> before = names(Transformed.node(ORIGINAL));
        Transformed.node(RESULT).methods.stream()
                .filter(method -> !before.contains(method.name))
                .forEach(method -> {
                    assertThat(Modifier.isPrivate(method.access)).isTrue();
                    assertThat(method.access & org.objectweb.asm.Opcodes.ACC_SYNTHETIC)
                            .isNotZero();
                });
        assertThat(Transformed.node(RESULT).fields).isEmpty();
    }

    @Test
    void the_body_keeps_exactly_the_lines_of_the_source() {
        assertThat(lines("lambda$run$async", RESULT)).isEqualTo(lines("run", ORIGINAL));
        assertThat(lines("run", RESULT)).isEmpty();
    }

    @Test
    void the_body_keeps_its_local_variables() {
        assertThat(variables("lambda$run$async", RESULT)).hasSameElementsAs(variables("run", ORIGINAL));
        assertThat(variables("run", RESULT)).containsExactly("this", "first", "wide", "last");
    }

    @Test
    void other_methods_are_the_same_instruction_by_instruction() {
        MethodNode before = Transformed.method(Transformed.node(ORIGINAL), "untouched");
        MethodNode after = Transformed.method(Transformed.node(RESULT), "untouched");
        assertThat(after.instructions.size()).isEqualTo(before.instructions.size());
        assertThat(variables("untouched", RESULT)).containsExactlyElementsOf(variables("untouched", ORIGINAL));
    }

    private static TreeSet<Integer> lines(String method, byte[] classFile) {
        TreeSet<Integer> lines = new TreeSet<>();
        StreamSupport.stream(
                        Transformed.method(Transformed.node(classFile), method)
                                .instructions
                                .spliterator(),
                        false)
                .filter(LineNumberNode.class::isInstance)
                .forEach(node -> lines.add(((LineNumberNode) node).line));
        return lines;
    }

    private static List<String> variables(String method, byte[] classFile) {
        List<LocalVariableNode> variables = Transformed.method(Transformed.node(classFile), method).localVariables;
        return variables.stream().map(variable -> variable.name).toList();
    }

    private static List<String> names(ClassNode node) {
        return node.methods.stream().map(method -> method.name).toList();
    }

    private static Method methodNamed(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
