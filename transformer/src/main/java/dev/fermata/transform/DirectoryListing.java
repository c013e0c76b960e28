package dev.fermata.transform;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The class files below one directory, sorted by name, and what could not be listed.
 *
 * @param files the class files
 * @param errors one for each directory that could not be listed
 */
record DirectoryListing(List<ClassFile> files, List<Diagnostic> errors) {

    private static final String SUFFIX = ".class";

    /** Where a multi-release tree keeps the variants of a class (JAR File Specification, "Multi-release JAR files"). */
    private static final Pattern VERSION_PREFIX = Pattern.compile("META-INF/versions/[0-9]+/");

    /** Lists {@code directory}; one that is missing, or no directory, gives a diagnostic and no files. */
    static DirectoryListing below(Path directory) {
        if (!Files.isDirectory(directory)) {
            String message = (Files.exists(directory) ? "this is no folder" : "there is no such folder")
                    + "; compile the classes first, or correct the name";
            return new DirectoryListing(List.of(), List.of(unreadable(directory.toString(), null, message)));
        }
        try {
            // A start that is a symbolic link would not be entered; links further down are not followed.
            Collector collector = new Collector(directory, directory.toRealPath());
            Files.walkFileTree(collector.realRoot, collector);
            collector.files.sort(Comparator.comparing(ClassFile::relativeName));
            return new DirectoryListing(collector.files, collector.errors);
        } catch (IOException e) {
            return new DirectoryListing(List.of(), List.of(unlistable(directory, e)));
        }
    }

    private static Diagnostic unlistable(Path place, IOException e) {
        return unreadable(place.toString(), null, "the folder cannot be read: " + e + "; make it readable");
    }

    private static Diagnostic unreadable(String className, @Nullable String file, String message) {
        return new Diagnostic(DiagnosticCode.UNREADABLE_FILE, SourceLocation.ofClass(className, file), message);
    }

    /**
     * One class file.
     *
     * @param path where it is
     * @param relativeName its place below the directory, with slashes on every system
     */
    record ClassFile(Path path, String relativeName) {

        /** The binary name that its place promises. */
        String className() {
            String inClassPath = VERSION_PREFIX.matcher(relativeName).replaceFirst("");
            return inClassPath
                    .substring(0, inClassPath.length() - SUFFIX.length())
                    .replace('/', '.');
        }

        /** Something wrong with the file itself. */
        Diagnostic problem(String message) {
            return unreadable(className(), path.toString(), message);
        }

        /** Names the file in a problem of its bytes, which the transformer cannot: it never saw the name. */
        Diagnostic placed(Diagnostic problem) {
            return switch (problem.code()) {
                case BROKEN_CLASS_FILE, UNSUPPORTED_CLASS_VERSION ->
                    new Diagnostic(
                            problem.code(), SourceLocation.ofClass(className(), path.toString()), problem.message());
                default -> problem;
            };
        }
    }

    private static final class Collector extends SimpleFileVisitor<Path> {
        final List<ClassFile> files = new ArrayList<>();
        final List<Diagnostic> errors = new ArrayList<>();
        private final Path root;
        private final Path realRoot;

        Collector(Path root, Path realRoot) {
            this.root = root;
            this.realRoot = realRoot;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = realRoot.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            if (name.endsWith(SUFFIX)) {
                files.add(new ClassFile(root.resolve(name), name));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            errors.add(unlistable(file, e));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            if (e != null) {
                errors.add(unlistable(directory, e));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
