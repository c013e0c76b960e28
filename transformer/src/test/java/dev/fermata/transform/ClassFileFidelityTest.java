package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;
import org.objectweb.asm.util.TraceMethodVisitor;

/** The class file of a transformed class says of everything but the transformed code what it said before, as text. */
class ClassFileFidelityTest {

    @SuppressWarnings("unused") // by the parameterized tests
    private static final List<List<String>> OPTIONS = FidelitySample.OPTIONS;

    @ParameterizedTest
    @FieldSource("OPTIONS")
    void all_but_the_methods_stays(List<String> options) {
        Map<String, byte[]> before = FidelitySample.compiled(options);
        FidelitySample.transformed(before)
                .forEach((name, after) ->
                        assertThat(withoutMethods(after)).as(name).isEqualTo(withoutMethods(before.get(name))));
    }

    @ParameterizedTest
    @FieldSource("OPTIONS")
    void methods_that_are_not_asynchronous_stay_to_the_last_instruction(List<String> options) {
        Map<String, byte[]> before = FidelitySample.compiled(options);
        FidelitySample.transformed(before).forEach((name, after) -> {
            Map<String, String> now = methods(after);
            methods(before.get(name)).forEach((method, text) -> {
                if (!isTransformed(method, after)) {
                    assertThat(now.get(method)).as(name + "." + method).isEqualTo(text);
                }
            });
        });
    }

    @ParameterizedTest
    @FieldSource("OPTIONS")
    void what_describes_an_asynchronous_method_stays_with_it(List<String> options) {
        Map<String, byte[]> before = FidelitySample.compiled(options);
        FidelitySample.transformed(before).forEach((name, after) -> {
            Map<String, String> now = descriptions(after);
            descriptions(before.get(name))
                    .forEach((method, text) ->
                            assertThat(now.get(method)).as(name + "." + method).isEqualTo(text));
        });
    }

    @ParameterizedTest
    @FieldSource("OPTIONS")
    void methods_keep_their_order_and_what_is_added_is_private_and_synthetic(List<String> options) {
        Map<String, byte[]> before = FidelitySample.compiled(options);
        FidelitySample.transformed(before).forEach((name, after) -> {
            List<String> old = keys(Transformed.node(before.get(name)));
            assertThat(keys(Transformed.node(after)).stream().filter(old::contains))
                    .as(name)
                    .containsExactlyElementsOf(old);
            assertThat(Transformed.node(after).methods)
                    .as(name)
                    .filteredOn(method -> !old.contains(key(method)))
                    .allMatch(method -> (method.access & Opcodes.ACC_SYNTHETIC) != 0)
                    .allMatch(method -> (method.access & Opcodes.ACC_PRIVATE) != 0)
                    .allMatch(method -> method.visibleAnnotations == null)
                    .allMatch(method -> method.visibleParameterAnnotations == null);
        });
    }

    @ParameterizedTest
    @FieldSource("OPTIONS")
    void every_kind_of_class_in_the_sample_is_transformed(List<String> options) {
        Map<String, byte[]> before = FidelitySample.compiled(options);
        Set<String> changed = FidelitySample.transformed(before).entrySet().stream()
                .filter(entry -> entry.getValue() != before.get(entry.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        assertThat(changed)
                .contains("Sample", "Sample$1", "Sample$1Local", "Sample$Color", "Sample$Color$1", "Sample$Point")
                .contains("Sample$Shape", "Sample$Square", "Sample$Concrete", "Sample$Inner");
    }

    @Test
    void a_class_without_debug_information_gets_none() {
        byte[] after = FidelitySample.transformed(FidelitySample.compiled(List.of("--release", "17", "-g:none")))
                .get("Sample");
        ClassNode node = Transformed.node(after);
        assertThat(node.sourceFile).isNull();
        assertThat(node.methods).allMatch(method -> method.localVariables == null || method.localVariables.isEmpty());
        assertThat(text(node)).doesNotContain("LINENUMBER");
    }

    @Test
    void a_source_debug_extension_and_unknown_attributes_of_classes_methods_and_fields_stay() {
        byte[] before = withAttributes(
                FidelitySample.compiled(List.of("--release", "17", "-g")).get("Sample"));
        ClassNode after = Transformed.node(Transformed.bytes(before));
        assertThat(after.sourceDebug).isEqualTo("SMAP\nSample.kt\nKotlin\n*E\n");
        assertThat(types(after.attrs)).contains("test.OfClass", "dev.fermata.Transformed");
        assertThat(types(Transformed.method(after, "generic").attrs)).containsExactly("test.OfMethod");
        assertThat(types(Transformed.method(after, "untouched").attrs)).containsExactly("test.OfMethod");
        assertThat(after.fields).allMatch(field -> types(field.attrs).contains("test.OfField"));
    }

    @Test
    void bootstrap_methods_of_the_code_stay_reachable_from_the_moved_code() throws Exception {
        Map<String, byte[]> compiled = Compilation.of("""
                public class Main {
                    record Pair(int a, String b) {}
                    @Async public static Coroutine<String> run() {
                        int number = 4;
                        Callable<String> before = () -> "before" + number;
                        Await.on(Tasks.yieldNow());
                        Callable<String> after = () -> "after" + number;
                        try {
                            return Coroutine.of(before.call() + after.call() + new Pair(number, "p")
                                    + new Pair(1, "").equals(new Pair(1, "")) + Optional.of(7).map(String::valueOf).get());
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }
                """, "-g", "--release", "17");
        Object result = Transformed.load(compiled, "Main").getMethod("run").invoke(null);
        assertThat(Fermata.run((Coroutine<?>) result)).isEqualTo("before4after4Pair[a=4, b=p]true7");
    }

    private static byte[] withAttributes(byte[] classFile) {
        ClassNode node = Transformed.node(classFile);
        node.sourceDebug = "SMAP\nSample.kt\nKotlin\n*E\n";
        node.visitAttribute(new Opaque("test.OfClass"));
        node.methods.forEach(method -> method.visitAttribute(new Opaque("test.OfMethod")));
        node.fields.forEach(field -> field.visitAttribute(new Opaque("test.OfField")));
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
    }

    private static List<String> types(List<Attribute> attributes) {
        return attributes == null
                ? List.of()
                : attributes.stream().map(attribute -> attribute.type).toList();
    }

    private static String withoutMethods(byte[] classFile) {
        ClassNode node = Transformed.node(classFile);
        node.methods.clear();
        node.attrs = null;
        return text(node);
    }

    private static String text(ClassNode node) {
        StringWriter text = new StringWriter();
        node.accept(new TraceClassVisitor(null, new Textifier(), new PrintWriter(text)));
        return text.toString();
    }

    private static Map<String, String> methods(byte[] classFile) {
        Map<String, String> texts = new TreeMap<>();
        Transformed.node(classFile).methods.forEach(method -> texts.put(key(method), text(method)));
        return texts;
    }

    /** The methods without their code. */
    private static Map<String, String> descriptions(byte[] classFile) {
        Map<String, String> texts = new TreeMap<>();
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, ClassReader.SKIP_CODE);
        node.methods.forEach(method ->
                texts.put(key(method), method.access + " " + method.signature + method.exceptions + text(method)));
        return texts;
    }

    private static String text(MethodNode method) {
        Textifier text = new Textifier();
        method.accept(new TraceMethodVisitor(text));
        StringWriter lines = new StringWriter();
        text.print(new PrintWriter(lines, true));
        return lines.toString();
    }

    private static boolean isTransformed(String method, byte[] after) {
        String name = method.substring(0, method.indexOf('('));
        return Transformed.node(after).methods.stream()
                .anyMatch(
                        other -> other.name.equals(name + "$async") || other.name.equals("lambda$" + name + "$async"));
    }

    private static List<String> keys(ClassNode node) {
        return node.methods.stream().map(ClassFileFidelityTest::key).toList();
    }

    private static String key(MethodNode method) {
        return method.name + method.desc;
    }

    /** An attribute whose contents nobody knows. */
    private static final class Opaque extends Attribute {
        Opaque(String type) {
            super(type);
        }

        @Override
        protected ByteVector write(ClassWriter writer, byte[] code, int codeLength, int maxStack, int maxLocals) {
            return new ByteVector().putInt(42);
        }
    }
}
