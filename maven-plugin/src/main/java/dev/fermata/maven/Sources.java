package dev.fermata.maven;

import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.SourceLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folders that classes were compiled from. A class file only tells the simple name of its source; with the package
 * and these roots it becomes a path that an IDE can open.
 *
 * @param roots the folders, the first match wins
 */
record Sources(List<Path> roots) {

    static Sources of(List<String> roots) {
        return new Sources(roots.stream().map(Path::of).toList());
    }

    /** The same problem, its source file as a full path where that file exists. */
    Diagnostic withFullPath(Diagnostic problem) {
        return find(problem.location())
                .map(location -> new Diagnostic(problem.code(), location, problem.message()))
                .orElse(problem);
    }

    private Optional<SourceLocation> find(SourceLocation location) {
        String file = location.sourceFile();
        if (file == null) {
            return Optional.empty();
        }
        int packageEnd = location.className().lastIndexOf('.');
        String folder = packageEnd < 0
                ? ""
                : location.className().substring(0, packageEnd).replace('.', '/');
        return roots.stream()
                .map(root -> root.resolve(folder).resolve(file))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(path ->
                        new SourceLocation(location.className(), location.method(), path.toString(), location.line()));
    }
}
