package dev.fermata.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/** Makes the {@code @Async} methods of the project's compiled classes resumable. */
@Mojo(
        name = "instrument",
        defaultPhase = LifecyclePhase.PROCESS_CLASSES,
        threadSafe = true,
        requiresDependencyResolution = ResolutionScope.COMPILE)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters before execute()
public final class InstrumentMojo extends AbstractInstrumentMojo {

    /** The folder of compiled classes. */
    @Parameter(defaultValue = "${project.build.outputDirectory}", required = true)
    private File classesDirectory;

    /** For Maven. */
    public InstrumentMojo() {}

    @Override
    Path classesDirectory() {
        return classesDirectory.toPath();
    }

    @Override
    List<String> classPathElements(MavenProject project) throws DependencyResolutionRequiredException {
        return project.getCompileClasspathElements();
    }

    @Override
    List<String> sourceRoots(MavenProject project) {
        return project.getCompileSourceRoots();
    }
}
