package dev.fermata.loop;

import dev.fermata.Fermata;
import dev.fermata.testkit.VirtualTimeLoop;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to start programs of the tests in JVMs of their own. */
final class OtherJvm {

    private OtherJvm() {}

    /** The command that runs {@code program}, a class of the tests, on the JDK in {@code home}. */
    static List<String> command(String home, List<String> options, Class<?> program, String... arguments)
            throws URISyntaxException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(home, "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        List<String> classPath = new ArrayList<>();
        for (Class<?> type : List.of(Fermata.class, VirtualTimeLoop.class, program)) {
            classPath.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
