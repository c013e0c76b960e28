package dev.fermata.transform;

import dev.fermata.transform.DirectoryReport.TransformedClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Transforms, in place, all class files below some directories: what the build plugins share.
 *
 * <p>Only a class that changes is written, through a temporary file beside it and an atomic move, so that a reader sees
 * the old bytes or the new ones and a second run over the same files writes nothing. A file that cannot be read, written
 * or transformed stays as it is and becomes a {@link Diagnostic}; all others are still done. Files are taken in the
 * order of their names, so that the same tree gives the same report on every machine.
 */
public final class DirectoryTransformer {

    private final Function<byte[], TransformResult> transformer;

    /** Uses {@code transformer} for each class; {@code others} as in {@link Transformer#transform(byte[], ClassSource)}. */
    public DirectoryTransformer(Transformer transformer, ClassSource others) {
        this(classFile -> transformer.transform(classFile, others));
    }

    DirectoryTransformer(Function<byte[], TransformResult> transformer) {
        this.transformer = transformer;
    }

    /**
     * Transforms every class file below {@code directories}, which are taken in the given order. Never throws because
     * of what it finds there; a directory that does not exist is a {@link DiagnosticCode#UNREADABLE_FILE}.
     */
    public DirectoryReport transform(List<Path> directories) {
        Run run = new Run();
        for (Path directory : directories) {
            DirectoryListing found = DirectoryListing.below(directory);
            run.errors.addAll(found.errors());
            found.files().forEach(run::transform);
        }
        return run.report();
    }

    /** The counters of one run; on its caller's thread alone. */
    private final class Run {
        final List<TransformedClass> transformed = new ArrayList<>();
        final List<Diagnostic> errors = new ArrayList<>();
        final List<Diagnostic> warnings = new ArrayList<>();
        int examined;
        int unchanged;

        void transform(DirectoryListing.ClassFile file) {
            examined++;
            byte[] before;
            try {
                before = Files.readAllBytes(file.path());
            } catch (IOException e) {
                errors.add(file.problem("the class file cannot be read: " + e + "; make it readable or delete it"));
                return;
            }
            TransformResult result = transformer.apply(before);
            warnings.addAll(result.warnings());
            if (result instanceof TransformResult.Transformed changed) {
                write(file, changed);
            } else if (result instanceof TransformResult.Rejected rejected) {
                rejected.errors().stream().map(file::placed).forEach(errors::add);
            } else {
                unchanged++;
            }
        }

        private void write(DirectoryListing.ClassFile file, TransformResult.Transformed changed) {
            try {
                replace(file.path(), changed.bytes());
                transformed.add(new TransformedClass(file.className(), changed.plans()));
            } catch (IOException e) {
                errors.add(file.problem(
                        "the transformed class cannot be written: " + e + "; make the file and its folder writable"));
            }
        }

        DirectoryReport report() {
            return new DirectoryReport(examined, unchanged, transformed, errors, warnings);
        }
    }

    /**
     * Replaces the contents of {@code file} in one step. The temporary file carries the process id, so that an IDE and
     * a build on the command line do not write into each other's, and does not end in {@code .class}. A symbolic link
     * stays one: what it points to is replaced.
     */
    private static void replace(Path file, byte[] bytes) throws IOException {
        Path target = file.toRealPath();
        Path temporary = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.write(temporary, bytes);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            deleteLeftover(temporary, e);
            throw e;
        }
    }

    private static void deleteLeftover(Path temporary, IOException cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
