package dev.fermata.maven;

import dev.fermata.transform.ClassPath;
import dev.fermata.transform.DirectoryReport;
import dev.fermata.transform.DirectoryTransformer;
import dev.fermata.transform.Transformer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * What the two goals have in common: transform a folder of compiled classes in place, and report.
 *
 * <p>It does not warn when {@code fermata-runtime} is missing from the project: code with {@code @Async} could not have been compiled
 * without it, and whether it comes directly, through another dependency or from the container it runs in is the
 * project's business.
 */
@SuppressWarnings("NullAway.Init") // Maven sets the parameters before execute()
abstract class AbstractInstrumentMojo extends AbstractMojo {

    /** The project whose classes are transformed. */
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    /** Leaves all classes as the compiler made them. */
    @Parameter(property = "fermata.skip", defaultValue = "false")
    private boolean skip;

    /** Names each transformed class and prints the state machine of each of its methods. */
    @Parameter(property = "fermata.verbose", defaultValue = "false")
    private boolean verbose;

    /** Logs what is legal but probably not meant, such as a coroutine that is never awaited. */
    @Parameter(property = "fermata.warnings", defaultValue = "true")
    private boolean warnings;

    /** Fails the build if there are warnings. */
    @Parameter(property = "fermata.failOnWarning", defaultValue = "false")
    private boolean failOnWarning;

    /** The folder of compiled classes. */
    abstract Path classesDirectory();

    /** The class path that the classes were compiled with. */
    abstract List<String> classPathElements(MavenProject project) throws DependencyResolutionRequiredException;

    /** The folders that the classes were compiled from. */
    abstract List<String> sourceRoots(MavenProject project);

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("skipped (fermata.skip)");
            return;
        }
        Path directory = classesDirectory();
        if (!Files.isDirectory(directory)) {
            getLog().debug("no folder " + directory + ", so nothing to transform");
            return;
        }
        try (ClassPath classPath = ClassPath.of(classPath(directory))) {
            classPath
                    .unreadable()
                    .forEach(entry -> getLog().warn("the class path entry " + entry
                            + " does not exist or cannot be read; awaitable twins of its methods are not seen"));
            report(new DirectoryTransformer(new Transformer(), classPath).transform(List.of(directory)));
        } catch (IOException | DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("cannot read the project's class path: " + e.getMessage(), e);
        }
    }

    private List<Path> classPath(Path directory) throws DependencyResolutionRequiredException {
        List<Path> classPath = new ArrayList<>(List.of(directory));
        classPathElements(project).stream().map(Path::of).filter(this::isNeeded).forEach(classPath::add);
        return classPath;
    }

    /** Modules without classes have an output folder that does not exist, and nothing is wrong with that. */
    private boolean isNeeded(Path entry) {
        return Files.exists(entry) || entry.toString().endsWith(".jar");
    }

    private void report(DirectoryReport report) throws MojoFailureException {
        if (verbose) {
            report.transformed().forEach(this::describe);
        }
        Sources sources = Sources.of(sourceRoots(project));
        report.errors()
                .forEach(error -> getLog().error(sources.withFullPath(error).toString()));
        if (warnings) {
            report.warnings()
                    .forEach(warning ->
                            getLog().warn(sources.withFullPath(warning).toString()));
        }
        if (!report.transformed().isEmpty()) {
            getLog().info("transformed " + report.transformed().size() + " of " + report.examined() + " classes");
        } else if (report.errors().isEmpty()) {
            getLog().info("nothing to transform (" + report.unchanged() + " classes up to date)");
        }
        failOn(report.errors().size(), "problem");
        if (warnings && failOnWarning) {
            failOn(report.warnings().size(), "warning");
        }
    }

    private static void failOn(int count, String what) throws MojoFailureException {
        if (count > 0) {
            throw new MojoFailureException(count + " " + what + (count == 1 ? "" : "s") + " in asynchronous code");
        }
    }

    private void describe(DirectoryReport.TransformedClass transformed) {
        getLog().info(transformed.className());
        transformed.plans().stream().flatMap(String::lines).forEach(line -> getLog().info("    " + line));
    }
}
