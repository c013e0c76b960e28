package dev.fermata.it.noharm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.transform.TransformResult;
import dev.fermata.transform.Transformer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Code that has nothing asynchronous in it is left alone: every class of the JDKs at hand and of the dependencies. */
class NoHarmIT {

    private static final URI RUNTIME_IMAGE = URI.create("jrt:/");
    private static final int FEWEST_CLASSES_OF_A_JDK = 10_000;

    @Test
    void every_class_of_the_running_jdk_stays_as_it_is() throws IOException {
        Census jdk = Census.of(FileSystems.getFileSystem(RUNTIME_IMAGE).getPath("/modules"));
        jdk.print("JDK " + Runtime.version().feature());
        assertThat(jdk.harmed).isEmpty();
        assertThat(jdk.classes).isGreaterThan(FEWEST_CLASSES_OF_A_JDK);
    }

    @Test
    @EnabledIfSystemProperty(named = "jdk25.home", matches = ".*\\S.*", disabledReason = "there is no second JDK")
    void every_class_of_the_second_jdk_stays_as_it_is() throws IOException {
        String home = System.getProperty("jdk25.home");
        try (FileSystem image = FileSystems.newFileSystem(RUNTIME_IMAGE, Map.of("java.home", home))) {
            Census jdk = Census.of(image.getPath("/modules"));
            jdk.print("second JDK");
            assertThat(jdk.harmed).isEmpty();
            assertThat(jdk.classes).isGreaterThan(FEWEST_CLASSES_OF_A_JDK);
        }
    }

    @Test
    void every_class_of_every_dependency_stays_as_it_is() throws IOException {
        Census all = new Census();
        int jars = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(Path.of(entry))) {
                    if (!isOurs(jar)) {
                        all.add(jar.getPath("/"));
                        jars++;
                    }
                }
            }
        }
        all.print(jars + " jars");
        assertThat(all.harmed).isEmpty();
        assertThat(all.classes).isPositive();
    }

    private static boolean isOurs(FileSystem jar) {
        return Files.exists(jar.getPath("dev", "fermata"));
    }

    /** Counts what goes through the transformer, and notes what does not come out unchanged. */
    private static final class Census {
        private final Transformer transformer = new Transformer();
        private final List<String> harmed = new ArrayList<>();
        private int classes;
        private long bytes;
        private long nanos;
        private long nanosWithReading;

        static Census of(Path root) throws IOException {
            Census census = new Census();
            census.add(root);
            return census;
        }

        void add(Path root) throws IOException {
            long start = System.nanoTime();
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    if (file.toString().endsWith(".class")) {
                        add(file, Files.readAllBytes(file));
                    }
                }
            }
            nanosWithReading += System.nanoTime() - start;
        }

        private void add(Path file, byte[] classFile) {
            byte[] before = classFile.clone();
            long start = System.nanoTime();
            TransformResult result = transformer.transform(classFile);
            nanos += System.nanoTime() - start;
            classes++;
            bytes += classFile.length;
            if (!(result instanceof TransformResult.Unchanged)) {
                harmed.add(file + ": " + result);
            }
            if (!Arrays.equals(before, classFile)) {
                harmed.add(file + ": the transformer wrote into its input");
            }
        }

        void print(String what) {
            double megabytes = bytes / 1e6;
            double seconds = nanos / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "Do no harm, %s: %,d classes, %.1f MB, %.3f s in the transformer, %.0f MB/s (%.1f s with reading)%n",
                    what,
                    classes,
                    megabytes,
                    seconds,
                    megabytes / seconds,
                    nanosWithReading / 1e9);
        }
    }
}
