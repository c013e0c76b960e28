package dev.fermata.it;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs fixtures that were compiled in many ways, in one process, each way with class loaders of its own. The argument is a
 * file with a line for each: its name, its class path, and the arguments of the fixtures' runner, with tabs between. A line
 * {@code ## NAME MILLISECONDS} comes after the output of each. All classes of the first entry of the class path are initialised first,
 * so that the JVM verifies also those that no fixture is run of.
 */
final class MatrixRunner {

    private MatrixRunner() {}

    public static void main(String[] arguments) throws Exception {
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            List<String> words = Arrays.asList(line.split("\t"));
            URL[] classPath = urls(words.get(1));
            try (URLClassLoader loader = loader(classPath)) {
                verify(Path.of(words.get(1).split(File.pathSeparator)[0]), loader);
            }
            long start = System.nanoTime();
            try (URLClassLoader loader = loader(classPath)) {
                Method runner =
                        loader.loadClass("dev.fermata.fixtures.run.Runner").getMethod("runAll", List.class);
                runner.invoke(null, words.subList(2, words.size()));
            }
            System.out.println("## " + words.get(0) + " " + (System.nanoTime() - start) / 1_000_000);
            System.out.flush();
        }
        System.exit(0);
    }

    private static void verify(Path classes, ClassLoader loader) throws IOException, ClassNotFoundException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            String name = classes.relativize(file).toString().replace(File.separatorChar, '.');
            try {
                Class.forName(name.substring(0, name.length() - ".class".length()), true, loader);
            } catch (ExceptionInInitializerError | NullPointerException fixture) {
                // initialisers that fail, alone or without their fixture, come after the verification (JVMS 5.5)
            }
        }
    }

    private static URLClassLoader loader(URL[] classPath) {
        return new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
    }

    private static URL[] urls(String classPath) throws MalformedURLException {
        String[] entries = classPath.split(File.pathSeparator);
        URL[] urls = new URL[entries.length];
        for (int i = 0; i < entries.length; i++) {
            urls[i] = Path.of(entries[i]).toUri().toURL();
        }
        return urls;
    }
}
