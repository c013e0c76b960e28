package dev.fermata.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Starts other processes and takes down what they print. */
final class ForkedJvm {

    private static final long PATIENCE_MINUTES = 15;

    private ForkedJvm() {}

    /** The JDK that runs the tests. */
    static Path jdk() {
        return Path.of(System.getProperty("java.home"));
    }

    /** The second JDK, if there is one. */
    static Optional<Path> newerJdk() {
        return Optional.ofNullable(System.getProperty("jdk25.home"))
                .filter(home -> !home.isBlank())
                .map(Path::of);
    }

    /** The feature version of {@code jdk}, such as 25. */
    static int feature(Path jdk) {
        try {
            String release = Files.readString(jdk.resolve("release"));
            return Integer.parseInt(release.replaceAll("(?s).*JAVA_VERSION=\"([0-9]+).*", "$1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command that runs {@code main} with everything verified and assertions on. */
    static List<String> java(
            Path jdk, List<String> options, List<Path> classPath, String main, List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(jdk.resolve("bin/java").toString(), "-Xverify:all", "-Xshare:auto", "-ea", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(classPath), main));
        command.addAll(arguments);
        return command;
    }

    static String classPath(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs {@code command} to its end; its output is left in {@code target/fixtures/NAME.out} and {@code .err}. */
    static Result run(List<String> command, String name) {
        try {
            Files.createDirectories(FixtureClasses.TARGET);
            Path out = FixtureClasses.TARGET.resolve(name + ".out");
            Path err = FixtureClasses.TARGET.resolve(name + ".err");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            return new Result(process.exitValue(), Files.readAllLines(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a process left behind. */
    record Result(int status, List<String> lines, String errors) {}
}
