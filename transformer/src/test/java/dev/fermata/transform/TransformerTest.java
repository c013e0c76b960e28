package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** What becomes of whole class files. */
class TransformerTest {

    private static final String ASYNC = """
            class Fetch {
                @Async Coroutine<Integer> run(Coroutine<Integer> c, int times) {
                    int sum = 0;
                    for (int i = 0; i < times; i++) {
                        sum += Await.on(c);
                    }
                    return Coroutine.of(sum);
                }
            }
            """;

    private final Transformer transformer = new Transformer();

    @Test
    void the_output_passes_the_verifier() {
        StringWriter complaints = new StringWriter();
        CheckClassAdapter.verify(
                new ClassReader(Transformed.bytes(Compilation.single(ASYNC))),
                getClass().getClassLoader(),
                false,
                new PrintWriter(complaints));
        assertThat(complaints.toString()).isEmpty();
    }

    @Test
    void transforming_twice_is_the_identity() {
        byte[] once = Transformed.bytes(Compilation.single(ASYNC));
        assertThat(transformer.transform(once)).isInstanceOf(TransformResult.Unchanged.class);
    }

    @Test
    void the_same_input_gives_the_same_output() {
        byte[] input = Compilation.single(ASYNC);
        assertThat(Transformed.bytes(input)).isEqualTo(Transformed.bytes(input));
    }

    @Test
    void the_input_array_is_left_alone() {
        byte[] input = Compilation.single(ASYNC);
        byte[] copy = input.clone();
        transformer.transform(input);
        assertThat(input).isEqualTo(copy);
    }

    @Test
    void a_plan_names_every_state() {
        TransformResult result = transformer.transform(Compilation.single(ASYNC));
        assertThat(((TransformResult.Transformed) result).plans())
                .singleElement()
                .isEqualTo("""
                        Fetch.run(Ldev/fermata/Coroutine;I)Ldev/fermata/Coroutine; cold, frame R3P4
                          state 0: start, spill [v1→r1, v2→l0]
                          state 1: line 5, spill [v1→r1, v2→l0, v4→l1, v5→l2] once [v1, v2]
                        """);
    }

    @Test
    void a_class_without_async_methods_is_unchanged() {
        assertThat(transformer.transform(Compilation.single("class Plain { int x() { return 1; } }")))
                .isInstanceOf(TransformResult.Unchanged.class);
    }

    @Test
    void a_class_that_only_calls_async_methods_is_unchanged() {
        assertThat(transformer.transform(
                        Compilation.single("class Caller { Object x() { return Coroutine.of(Await.class); } }")))
                .isInstanceOf(TransformResult.Unchanged.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {70, 99})
    void a_class_file_of_an_unknown_version_is_refused_by_number(int version) {
        byte[] file = Compilation.single(ASYNC);
        file[7] = (byte) version;
        assertThat(rejection(file).code()).isEqualTo(DiagnosticCode.UNSUPPORTED_CLASS_VERSION);
        assertThat(rejection(file).message()).contains("version " + version, "use a newer version of Fermata");
    }

    @Test
    void a_class_file_older_than_java_8_is_refused_by_number() {
        byte[] file = Compilation.single(ASYNC);
        file[7] = 49;
        assertThat(rejection(file).message()).contains("version 49 (Java 5)", "--release 8");
    }

    @Test
    void a_class_file_of_an_unknown_version_without_async_methods_is_unchanged() {
        byte[] file = Compilation.single("class Plain { int x() { return 1; } }");
        file[7] = 99;
        assertThat(transformer.transform(file)).isInstanceOf(TransformResult.Unchanged.class);
    }

    @Test
    void bytes_that_are_no_class_file_are_refused() {
        assertThat(rejection("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .code())
                .isEqualTo(DiagnosticCode.BROKEN_CLASS_FILE);
        assertThat(rejection(new byte[0]).code()).isEqualTo(DiagnosticCode.BROKEN_CLASS_FILE);
    }

    @Test
    void a_class_file_cut_off_anywhere_is_refused_or_unchanged_but_never_throws() {
        byte[] file = Compilation.single(ASYNC);
        IntStream.range(0, file.length - 1)
                .mapToObj(length -> transformer.transform(Arrays.copyOf(file, length)))
                .forEach(result -> assertThat(result).isNotInstanceOf(TransformResult.Transformed.class));
    }

    @Test
    void a_method_that_grows_too_large_is_refused_with_the_excess() {
        String awaits = IntStream.range(0, 2_000)
                .mapToObj(i -> "x" + i % 20 + " += Await.on(c);")
                .collect(Collectors.joining("\n"));
        String locals =
                IntStream.range(0, 20).mapToObj(i -> "int x" + i + " = 0;").collect(Collectors.joining());
        Diagnostic diagnostic =
                rejection(Compilation.single("class Big {\n @Async Coroutine<Integer> big(Coroutine<Integer> c) { "
                        + locals + awaits + " return Coroutine.of(x0 + x19); } }"));
        assertThat(diagnostic.code()).isEqualTo(DiagnosticCode.METHOD_TOO_LARGE);
        assertThat(diagnostic.location()).hasToString("Big.java:2");
        assertThat(diagnostic.message()).containsPattern("big would take \\d+ bytes .*, \\d+ more than");
    }

    @Test
    void all_methods_that_grow_too_large_are_named_each_with_its_excess() {
        List<Diagnostic> diagnostics = rejections(Compilation.single("class Big {\n"
                + large("Integer", 2_000)
                + "@Async Coroutine<Integer> small(Coroutine<Integer> c) { return Coroutine.of(Await.on(c)); }\n"
                + large("Long", 2_200)
                + "\n"
                + large("Short", 2_100)
                + "}"));
        assertThat(diagnostics)
                .allSatisfy(diagnostic -> assertThat(diagnostic.code()).isEqualTo(DiagnosticCode.METHOD_TOO_LARGE))
                .extracting(diagnostic -> diagnostic.location().toString())
                .containsExactly("Big.java:2", "Big.java:2004", "Big.java:4206");
        assertThat(diagnostics).extracting(TransformerTest::excess).doesNotHaveDuplicates();
        assertThat(excess(diagnostics.get(0))).isLessThan(excess(diagnostics.get(2)));
        assertThat(excess(diagnostics.get(2))).isLessThan(excess(diagnostics.get(1)));
    }

    @Test
    void the_excess_of_a_method_is_the_same_alone_and_among_others() {
        String first = large("Integer", 2_000);
        List<Diagnostic> alone = rejections(Compilation.single("class Big {\n" + first + "}"));
        List<Diagnostic> among = rejections(Compilation.single("class Big {\n" + first + large("Long", 2_200) + "}"));
        assertThat(alone).hasSize(1);
        assertThat(among).hasSize(2);
        assertThat(among.get(0)).isEqualTo(alone.get(0));
    }

    /** An overload of the method {@code big} that is too large, on {@code awaits} lines. */
    private static String large(String parameter, int awaits) {
        String body = IntStream.range(0, awaits)
                .mapToObj(i -> "x" + i % 20 + " += Await.on(c);")
                .collect(Collectors.joining("\n"));
        String locals =
                IntStream.range(0, 20).mapToObj(i -> "int x" + i + " = 0;").collect(Collectors.joining());
        return "@Async Coroutine<Integer> big(Coroutine<Integer> c, " + parameter + " p) { " + locals + body
                + "\n return Coroutine.of(x0 + x19); }\n";
    }

    /** By how many bytes a method is too large. */
    private static int excess(Diagnostic diagnostic) {
        return Integer.parseInt(diagnostic.message().replaceFirst(".* (\\d+) more than .*", "$1"));
    }

    private Diagnostic rejection(byte[] file) {
        return rejections(file).get(0);
    }

    private List<Diagnostic> rejections(byte[] file) {
        TransformResult result = transformer.transform(file);
        assertThat(result).isInstanceOf(TransformResult.Rejected.class);
        return ((TransformResult.Rejected) result).errors();
    }
}
