package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/**
 * The plans, and for a few methods the bytecode, that sources in {@code src/test/resources/goldens} lead to.
 * {@code -Dgoldens.update} writes what is found in place of comparing it. Local variables are numbered by the compiler, so
 * that this holds for the javac of one release.
 */
@EnabledForJreRange(max = JRE.JAVA_17)
class GoldenPlansTest {

    private static final Path GOLDENS = Path.of("src", "test", "resources", "goldens");
    private static final List<String> LISTED = List.of("in_try", "hot");

    static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(GOLDENS)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void a_source_leads_to_its_plans(Path source) throws IOException {
        StringBuilder found = new StringBuilder();
        for (byte[] classFile : Compilation.of(Files.readString(source)).values()) {
            if (new Transformer().transform(classFile) instanceof TransformResult.Transformed transformed) {
                transformed.plans().forEach(found::append);
                found.append(listings(Transformed.node(transformed.bytes())));
            }
        }
        Path golden = Path.of(source.toString().replace(".java", ".plan"));
        if (System.getProperty("goldens.update") != null) {
            Files.writeString(golden, found);
        }
        assertThat(found.toString()).isEqualTo(Files.readString(golden));
    }

    private static String listings(ClassNode node) {
        return node.methods.stream()
                .filter(method -> LISTED.contains(method.name.replaceAll("lambda\\$(.*)\\$async", "$1")))
                .map(GoldenPlansTest::listing)
                .collect(Collectors.joining());
    }

    private static String listing(MethodNode method) {
        Textifier printer = new Textifier();
        method.accept(new TraceMethodVisitor(printer));
        return "\n" + method.name + method.desc + "\n"
                + printer.getText().stream().map(Object::toString).collect(Collectors.joining());
    }
}
