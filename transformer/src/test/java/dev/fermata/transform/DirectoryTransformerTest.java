package dev.fermata.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.transform.DirectoryReport.TransformedClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "Class files" here are texts, and {@link #fake} stands in for the transformer: the contents decide what it does. */
class DirectoryTransformerTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));

    @TempDir
    Path classes;

    private static TransformResult fake(byte[] classFile) {
        String text = new String(classFile, UTF_8);
        return switch (text) {
            case "async" -> new TransformResult.Transformed("done".getBytes(UTF_8), List.of("plan"), List.of());
            case "wrong" -> new TransformResult.Rejected(List.of(problem(7), problem(9)));
            case "broken" ->
                new TransformResult.Rejected(List.of(new Diagnostic(
                        DiagnosticCode.BROKEN_CLASS_FILE,
                        SourceLocation.ofClass("?", null),
                        "no class file; recompile")));
            case "async with warning" ->
                new TransformResult.Transformed("done".getBytes(UTF_8), List.of(), List.of(warning(1)));
            case "wrong with warning" -> new TransformResult.Rejected(List.of(problem(2)), List.of(warning(3)));
            case "plain with warning" -> new TransformResult.Unchanged(List.of(warning(4)));
            default -> new TransformResult.Unchanged();
        };
    }

    private static Diagnostic problem(int line) {
        return new Diagnostic(
                DiagnosticCode.AWAIT_OUTSIDE_ASYNC, new SourceLocation("a.Wrong", "m", "Wrong.java", line), "no; yes");
    }

    private static Diagnostic warning(int line) {
        return new Diagnostic(
                DiagnosticCode.BLOCKING_CALL, new SourceLocation("a.Slow", "m", "Slow.java", line), "no; yes");
    }

    private DirectoryReport transform(Path... directories) {
        return new DirectoryTransformer(DirectoryTransformerTest::fake).transform(List.of(directories));
    }

    private Path put(String name, String contents) throws IOException {
        Path file = classes.resolve(name);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, contents);
        Files.setLastModifiedTime(file, LONG_AGO);
        return file;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> classes.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void only_classes_that_change_are_written() throws IOException {
        Path async = put("a/Async.class", "async");
        Path plain = put("a/Plain.class", "plain");

        DirectoryReport report = transform(classes);

        assertThat(async).hasContent("done");
        assertThat(Files.getLastModifiedTime(plain)).isEqualTo(LONG_AGO);
        assertThat(report.examined()).isEqualTo(2);
        assertThat(report.unchanged()).isEqualTo(1);
        assertThat(report.transformed()).containsExactly(new TransformedClass("a.Async", List.of("plan")));
        assertThat(report.errors()).isEmpty();
    }

    @Test
    void a_second_run_writes_nothing() throws IOException {
        Path async = put("a/Async.class", "async");
        transform(classes);
        Files.setLastModifiedTime(async, LONG_AGO);

        DirectoryReport second = transform(classes);

        assertThat(second.transformed()).isEmpty();
        assertThat(second.unchanged()).isEqualTo(1);
        assertThat(Files.getLastModifiedTime(async)).isEqualTo(LONG_AGO);
    }

    @Test
    void temporary_files_are_gone_afterwards() throws IOException {
        put("a/Async.class", "async");
        put("Top.class", "async");

        transform(classes);

        assertThat(names()).containsExactly("Top.class", "a/Async.class");
    }

    @Test
    void files_that_are_no_class_files_are_left_alone() throws IOException {
        Path resource = put("a/async.txt", "async");

        DirectoryReport report = transform(classes);

        assertThat(resource).hasContent("async");
        assertThat(report.examined()).isZero();
    }

    @Test
    void every_problem_of_every_class_is_reported_and_the_others_are_done() throws IOException {
        put("a/A.class", "wrong");
        Path async = put("a/B.class", "async");
        put("a/C.class", "wrong");

        DirectoryReport report = transform(classes);

        assertThat(report.errors()).containsExactly(problem(7), problem(9), problem(7), problem(9));
        assertThat(async).hasContent("done");
        assertThat(classes.resolve("a/A.class")).hasContent("wrong");
        assertThat(report.examined()).isEqualTo(3);
        assertThat(report.unchanged()).isZero();
    }

    @Test
    void warnings_are_reported_beside_errors_and_hinder_nothing() throws IOException {
        Path async = put("a/A.class", "async with warning");
        put("a/B.class", "wrong with warning");
        put("a/C.class", "plain with warning");

        DirectoryReport report = transform(classes);

        assertThat(report.warnings()).containsExactly(warning(1), warning(3), warning(4));
        assertThat(report.errors()).containsExactly(problem(2));
        assertThat(async).hasContent("done");
        assertThat(report.unchanged()).isEqualTo(1);
    }

    @Test
    void a_broken_class_file_is_named_by_its_path() throws IOException {
        Path broken = put("a/b/Broken.class", "broken");

        DirectoryReport report = transform(classes);

        assertThat(report.errors())
                .extracting(Diagnostic::toString)
                .containsExactly(broken + ": error: [broken-class-file] no class file; recompile");
        assertThat(report.errors().get(0).location().className()).isEqualTo("a.b.Broken");
    }

    @Test
    void a_missing_directory_is_named_and_the_others_are_done() throws IOException {
        put("A.class", "async");
        Path missing = classes.resolve("missing");

        DirectoryReport report = transform(missing, classes);

        assertThat(report.errors()).extracting(Diagnostic::code).containsExactly(DiagnosticCode.UNREADABLE_FILE);
        assertThat(report.errors().get(0).toString()).startsWith(missing + ": error: [unreadable-file] ");
        assertThat(report.transformed()).hasSize(1);
    }

    @Test
    void a_file_in_the_place_of_a_directory_is_named() throws IOException {
        Path file = put("A.class", "async");

        DirectoryReport report = transform(file);

        assertThat(report.errors()).extracting(Diagnostic::code).containsExactly(DiagnosticCode.UNREADABLE_FILE);
        assertThat(file).hasContent("async");
    }

    @Test
    void an_unreadable_file_is_named_and_the_others_are_done() throws IOException {
        Path dangling = Files.createSymbolicLink(classes.resolve("A.class"), classes.resolve("nowhere"));
        put("B.class", "async");

        DirectoryReport report = transform(classes);

        assertThat(report.errors()).extracting(Diagnostic::code).containsExactly(DiagnosticCode.UNREADABLE_FILE);
        assertThat(report.errors().get(0).toString()).startsWith(dangling + ": error: ");
        assertThat(report.transformed()).hasSize(1);
        assertThat(report.examined()).isEqualTo(2);
    }

    @Test
    void a_file_that_cannot_be_written_stays_whole_and_the_others_are_done() throws IOException {
        Path blocked = put("A.class", "async");
        put("." + "A.class." + ProcessHandle.current().pid() + ".tmp/in-the-way", "");
        put("B.class", "async");

        DirectoryReport report = transform(classes);

        assertThat(blocked).hasContent("async");
        assertThat(report.errors()).extracting(Diagnostic::code).containsExactly(DiagnosticCode.UNREADABLE_FILE);
        assertThat(report.errors().get(0).location().sourceFile()).isEqualTo(blocked.toString());
        assertThat(report.transformed()).extracting(TransformedClass::className).containsExactly("B");
    }

    @Test
    void classes_are_taken_in_the_order_of_their_names() throws IOException {
        put("b/A.class", "async");
        put("a/Z.class", "async");
        put("a/Z$1.class", "async");
        put("C.class", "async");

        assertThat(transform(classes).transformed())
                .extracting(TransformedClass::className)
                .containsExactly("C", "a.Z$1", "a.Z", "b.A");
    }

    @Test
    void variants_for_later_versions_go_by_the_name_of_their_class() throws IOException {
        put("META-INF/versions/21/a/A.class", "async");

        assertThat(transform(classes).transformed())
                .extracting(TransformedClass::className)
                .containsExactly("a.A");
    }

    @Test
    void a_linked_directory_is_walked_under_the_name_it_was_given() throws IOException {
        put("real/a/A.class", "broken");
        Path link = Files.createSymbolicLink(classes.resolve("link"), classes.resolve("real"));

        DirectoryReport report = transform(link);

        assertThat(report.errors().get(0).location().sourceFile())
                .isEqualTo(link.resolve("a/A.class").toString());
    }

    @Test
    void a_linked_class_file_stays_a_link() throws IOException {
        Path real = put("real/A.bytes", "async");
        Path link = Files.createSymbolicLink(classes.resolve("A.class"), real);

        transform(classes);

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(real).hasContent("done");
    }
}
