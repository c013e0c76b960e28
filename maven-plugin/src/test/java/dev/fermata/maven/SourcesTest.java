package dev.fermata.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.DiagnosticCode;
import dev.fermata.transform.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

    @TempDir
    Path root;

    private static Diagnostic problem(String className, @Nullable String sourceFile, int line) {
        return new Diagnostic(
                DiagnosticCode.AWAIT_OUTSIDE_ASYNC, new SourceLocation(className, "m", sourceFile, line), "no; yes");
    }

    private String located(Diagnostic problem) {
        Path other = root.resolve("generated");
        return Sources.of(List.of(other.toString(), root.toString()))
                .withFullPath(problem)
                .toString();
    }

    @Test
    void a_source_in_a_root_is_named_by_its_path_and_line() throws IOException {
        Path source = root.resolve("a/b/Fetch.java");
        Files.createDirectories(root.resolve("a/b"));
        Files.createFile(source);

        assertThat(located(problem("a.b.Fetch$Inner", "Fetch.java", 12)))
                .isEqualTo(source + ":12: error: [await-outside-async] no; yes");
    }

    @Test
    void a_source_in_the_unnamed_package_is_found() throws IOException {
        Path source = Files.createFile(root.resolve("Fetch.java"));

        assertThat(located(problem("Fetch", "Fetch.java", 12))).startsWith(source + ":12: ");
    }

    @Test
    void a_source_that_is_nowhere_keeps_its_simple_name() {
        assertThat(located(problem("a.Fetch", "Fetch.java", 12))).startsWith("Fetch.java:12: error: ");
    }

    @Test
    void a_class_without_a_source_keeps_its_name() {
        assertThat(located(problem("a.Fetch", null, 0))).startsWith("a.Fetch.m: error: ");
    }

    @Test
    void a_class_file_named_by_its_full_path_keeps_it() throws IOException {
        Path classFile = Files.createFile(root.resolve("Fetch.class"));

        assertThat(located(problem("a.Fetch", classFile.toString(), 0))).startsWith(classFile + ": error: ");
    }
}
