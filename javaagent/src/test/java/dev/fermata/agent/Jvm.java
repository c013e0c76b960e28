package dev.fermata.agent;

import dev.fermata.Await;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import sample.Greeter;

/** A JVM of its own that runs one of the {@link sample} programs, with agents or without. */
final class Jvm implements AutoCloseable {

    /** The agent as it is delivered. */
    static final Path AGENT = Path.of(System.getProperty("fermata.agent.jar"));

    /** The classes of the programs, as javac made them. */
    static final Path PROGRAMS = codeSource(Greeter.class);

    private static final long GUARD_SECONDS = 120;

    private final Process process;
    private final Path errors;

    private Jvm(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /** The JDKs to run on: that of the tests and, if the build knows one, a newer one. */
    static Stream<Path> homes() {
        return Stream.of(System.getProperty("java.home"), System.getProperty("jdk25.home", ""))
                .filter(home -> !home.isEmpty())
                .map(Path::of);
    }

    /** The option that starts the agent with these options of its own. */
    static String agent(String arguments) {
        return "-javaagent:" + AGENT + (arguments.isEmpty() ? "" : "=" + arguments);
    }

    /** Starts {@code program}, whose class file is taken from {@code classes}, on the JDK in {@code home}. */
    static Jvm start(Path home, Path classes, Class<?> program, String... jvmOptions) {
        try {
            Path errors = Files.createTempFile("fermata", ".err");
            List<String> command =
                    new ArrayList<>(List.of(home.resolve("bin/java").toString(), "-cp"));
            command.add(classes + File.pathSeparator + codeSource(Await.class));
            command.addAll(List.of(jvmOptions));
            command.add(program.getName());
            return new Jvm(
                    new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code program}, as javac made it, to its end. */
    static Result run(Path home, Class<?> program, String... jvmOptions) {
        return run(home, PROGRAMS, program, jvmOptions);
    }

    /** Runs {@code program} from {@code classes} to its end. */
    static Result run(Path home, Path classes, Class<?> program, String... jvmOptions) {
        try (Jvm jvm = start(home, classes, program, jvmOptions)) {
            return jvm.finish();
        }
    }

    String pid() {
        return Long.toString(process.pid());
    }

    /** Waits for the next line of output. */
    String readLine() throws IOException {
        return output().readLine();
    }

    /** Presses the enter key. */
    void enter() throws IOException {
        process.outputWriter().write("\n");
        process.outputWriter().flush();
    }

    /** Waits for the end. */
    Result finish() {
        List<String> lines = output().lines().toList();
        try {
            if (!process.waitFor(GUARD_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still running; printed " + lines);
            }
            return new Result(process.exitValue(), lines, Files.readAllLines(errors));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BufferedReader output() {
        return process.inputReader();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path codeSource(Class<?> loaded) {
        try {
            return Path.of(
                    loaded.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** What a program left. */
    record Result(int status, List<String> output, List<String> errors) {}
}
