package dev.fermata.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way to compile the fixtures.
 *
 * @param compiler {@code javac} or {@code ecj}
 * @param jdk the JDK that it comes with or runs on
 * @param release the release to compile for
 * @param debug its option for debug information
 * @param parameters whether names of parameters are kept
 */
record MatrixConfiguration(String compiler, Path jdk, int release, String debug, boolean parameters) {

    private static final List<Integer> RELEASES = List.of(8, 11, 17, 21, 25);
    private static final List<String> DEBUG = List.of("-g", "-g:source,lines", "-g:none");

    /**
     * What {@code jdk} can do with {@code compiler}.
     *
     * @param full all combinations of options; otherwise everything and nothing
     */
    static List<MatrixConfiguration> all(String compiler, Path jdk, boolean full) {
        List<MatrixConfiguration> all = new ArrayList<>();
        int newest = ForkedJvm.feature(jdk);
        for (int release :
                RELEASES.stream().filter(release -> release <= newest).toList()) {
            for (String debug : DEBUG) {
                Stream.of(true, false)
                        .filter(parameters -> full || debug.equals(parameters ? "-g" : "-g:none"))
                        .map(parameters -> new MatrixConfiguration(compiler, jdk, release, debug, parameters))
                        .forEach(all::add);
            }
        }
        return all;
    }

    /** The line for {@link MatrixCompiler} that compiles {@code sources} into {@code output}. */
    String compilation(List<Path> sources, List<Path> classPath, Path output) {
        List<String> words = new ArrayList<>(List.of(compiler, "-proc:none", debug, "--release", "" + release));
        words.add(compiler.equals("ecj") ? "-nowarn" : "-Xlint:none");
        if (parameters) {
            words.add("-parameters");
        }
        words.addAll(List.of("-encoding", "UTF-8", "-d", output.toString()));
        words.addAll(List.of("-cp", ForkedJvm.classPath(classPath)));
        sources.forEach(source -> words.add(source.toString()));
        return String.join("\t", words);
    }

    /** A name for files. */
    String id() {
        return (compiler + ForkedJvm.feature(jdk) + "-" + release + debug + (parameters ? "-parameters" : ""))
                .replaceAll("[:,]", "-");
    }

    @Override
    public String toString() {
        String version = compiler.equals("javac") ? " " + ForkedJvm.feature(jdk) : "";
        return "%-8s --release %-2d %-15s %-11s"
                .formatted(compiler + version, release, debug, parameters ? "-parameters" : "");
    }
}
