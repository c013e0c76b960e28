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

/** Makes the {@code @Async} methods of the project's compiled tests resumable. */
@Mojo(
        name = "instrument-test",
        defaultPhase = LifecyclePhase.PROCESS_TEST_CLASSES,
        threadSafe = true,
        requiresDependencyResolution = ResolutionScope.TEST)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters before execute()
public final class InstrumentTestMojo extends AbstractInstrumentMojo {

    /** The folder of compiled test classes. */
    @Parameter(defaultValue = "${project.build.testOutputDirectory}", required = true)
    private File testClassesDirectory;

    /** For Maven. */
    public InstrumentTestMojo() {}

    @Override
    Path classesDirectory() {
        return testClassesDirectory.toPath();
    }

    @Override
    List<String> classPathElements(MavenProject project) throws DependencyResolutionRequiredException {
        return project.getTestClasspathElements();
    }

    @Override
    List<String> sourceRoots(MavenProject project) {
        return project.getTestCompileSourceRoots();
    }
}
