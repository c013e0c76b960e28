package dev.fermata.it.realcode;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The main class of a JVM of its own that runs tests of somebody else. Arguments: the file to write the results to, then
 * {@code classes} with the jar of the tests, a pattern for names of test classes and two numbers, N and S, for one class in N
 * of those, or {@code ids} with a file of unique ids. A line per test and failed container: {@code STATUS <tab> unique id <tab> what was thrown}; in the end
 * {@code SUSPENSIONS <tab> how many}.
 */
public final class TestRun implements TestExecutionListener {

    private final PrintStream results;

    private TestRun(PrintStream results) {
        this.results = results;
    }

    public static void main(String[] arguments) throws IOException {
        try (PrintStream results = new PrintStream(arguments[0], StandardCharsets.UTF_8)) {
            List<? extends DiscoverySelector> selectors = arguments[1].equals("ids")
                    ? Files.readAllLines(Path.of(arguments[2])).stream()
                            .map(DiscoverySelectors::selectUniqueId)
                            .toList()
                    : testClasses(
                            arguments[2], arguments[3], Long.parseLong(arguments[4]), Long.parseLong(arguments[5]));
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectors)
                    .build();
            LauncherFactory.create().execute(request, new TestRun(results));
            results.println("SUSPENSIONS\t" + Points.SUSPENSIONS.sum());
        }
        System.exit(0); // a library's tests may leave threads behind
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        if (test.isTest() || !passed) {
            String thrown = result.getThrowable().map(TestRun::describe).orElse("");
            results.println(result.getStatus() + "\t" + test.getUniqueId() + "\t" + thrown);
            results.flush();
            result.getThrowable().ifPresent(Throwable::printStackTrace);
        }
    }

    private static String describe(Throwable thrown) {
        String line = thrown.toString().replaceAll("\\s+", " ");
        return line.substring(0, Math.min(line.length(), 500));
    }

    private static List<DiscoverySelector> testClasses(String jar, String pattern, long oneIn, long seed)
            throws IOException {
        List<DiscoverySelector> selectors = new ArrayList<>();
        try (JarFile file = new JarFile(jar)) {
            for (JarEntry entry : file.stream().toList()) {
                String name = entry.getName().replace('/', '.').replaceAll("\\.class$", "");
                if (entry.getName().endsWith("Test.class")
                        && name.matches(pattern)
                        && (name.hashCode() + seed) % oneIn == 0
                        && isUsable(name)) {
                    selectors.add(DiscoverySelectors.selectClass(name));
                }
            }
        }
        return selectors;
    }

    /** Not abstract, and everything that its methods name is there. */
    private static boolean isUsable(String name) {
        try {
            Class<?> type = Class.forName(name, false, TestRun.class.getClassLoader());
            return type.getMethods().length > 0 && !Modifier.isAbstract(type.getModifiers());
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
