package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {

    @TempDir
    private Path directory;

    @Test
    void classes_are_found_in_directories_and_jars_and_the_first_entry_wins() throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes/a"));
        Files.write(classes.resolve("A.class"), new byte[] {1});
        Path jar = jarWith("a/A.class", "a/B.class");

        try (ClassPath path = ClassPath.of(List.of(directory.resolve("classes"), jar))) {
            assertThat(path.find("a/A")).containsExactly(1);
            assertThat(path.find("a/B")).containsExactly(2);
            assertThat(path.find("a/C")).isNull();
            assertThat(path.unreadable()).isEmpty();
        }
    }

    @Test
    void a_class_has_the_module_descriptor_of_the_entry_that_it_is_found_in() throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes/a"));
        Files.write(classes.resolve("A.class"), new byte[] {1});
        Path jar = jarWith("a/A.class", "a/B.class", "module-info.class");

        try (ClassPath path = ClassPath.of(List.of(directory.resolve("classes"), jar))) {
            assertThat(path.findModule("a/A")).isNull();
            assertThat(path.findModule("a/B")).containsExactly(2);
            assertThat(path.findModule("a/C")).isNull();
            Files.write(directory.resolve("classes/module-info.class"), new byte[] {3});
            assertThat(path.findModule("a/A")).containsExactly(3);
        }
    }

    @Test
    void a_jar_for_several_releases_may_have_its_descriptor_among_those_for_one() throws IOException {
        Path jar = jarWith("a/A.class", "META-INF/versions/11/module-info.class");

        try (ClassPath path = ClassPath.of(List.of(jar))) {
            assertThat(path.findModule("a/A")).containsExactly(2);
        }
    }

    @Test
    void entries_that_cannot_be_read_are_named() throws IOException {
        Path missing = directory.resolve("missing.jar");
        Path broken = Files.writeString(directory.resolve("broken.jar"), "no jar");

        try (ClassPath path = ClassPath.of(List.of(missing, broken))) {
            assertThat(path.find("a/A")).isNull();
            assertThat(path.unreadable()).containsExactly(missing, broken);
        }
    }

    private Path jarWith(String... names) throws IOException {
        Path jar = directory.resolve("classes.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream entries = new ZipOutputStream(file)) {
            for (String name : names) {
                entries.putNextEntry(new ZipEntry(name));
                entries.write(2);
                entries.closeEntry();
            }
        }
        return jar;
    }
}
