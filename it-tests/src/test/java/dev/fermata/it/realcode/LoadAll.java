package dev.fermata.it.realcode;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The main class of a JVM of its own that initialises all classes below a directory and prints those it refuses. */
public final class LoadAll {

    private LoadAll() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        List<String> names;
        try (var files = Files.walk(directory)) {
            names = files.map(file -> directory.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> file.replace(File.separatorChar, '.').replaceAll("\\.class$", ""))
                    .sorted()
                    .toList();
        }
        names.forEach(LoadAll::load);
        System.exit(0);
    }

    private static void load(String name) {
        try {
            Class.forName(name);
        } catch (VerifyError | ClassFormatError | IncompatibleClassChangeError e) {
            System.out.println("REFUSED " + name + ": " + e.getMessage());
        } catch (ClassNotFoundException | LinkageError e) {
            System.out.println("no " + name + ": " + e); // a dependency that is not there
        }
    }
}
