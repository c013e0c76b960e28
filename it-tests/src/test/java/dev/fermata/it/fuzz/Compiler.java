package dev.fermata.it.fuzz;

import dev.fermata.Async;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** javac, in memory. */
final class Compiler {

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    /** Keeps the class path's index from one compilation to the next. */
    private final StandardJavaFileManager standard = JAVAC.getStandardFileManager(null, Locale.ROOT, null);

    private static final String CLASS_PATH = Stream.of(Async.class, World.class)
            .map(Compiler::location)
            .map(Path::toString)
            .collect(Collectors.joining(System.getProperty("path.separator")));

    /** javac did not accept a program; its messages, with the lines they speak of. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        /** Whether javac itself failed, on a program that may be right. */
        final boolean crash;

        Refused(String message, boolean crash) {
            super(message);
            this.crash = crash;
        }
    }

    /** Compiles sources, by the names of their classes. */
    Map<String, byte[]> compile(Map<String, String> sources, List<String> options) throws Refused {
        Map<String, ByteArrayOutputStream> classes = new TreeMap<>();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavaFileManager files = new ForwardingJavaFileManager<>(standard) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
                return output(className, classes);
            }
        };
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-classpath", CLASS_PATH, "-proc:none", "-nowarn", "-XDrawDiagnostics"));
        List<JavaFileObject> inputs = new ArrayList<>();
        sources.forEach((name, source) -> inputs.add(input(name, source)));
        StringWriter crash = new StringWriter();
        if (!JAVAC.getTask(crash, files, problems, arguments, null, inputs).call()) {
            throw new Refused(crash + messages(problems), !crash.toString().isEmpty());
        }
        Map<String, byte[]> result = new TreeMap<>();
        classes.forEach((name, bytes) -> result.put(name, bytes.toByteArray()));
        return result;
    }

    private static String messages(DiagnosticCollector<JavaFileObject> problems) {
        return problems.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(problem -> problem + "\n" + lineOf(problem))
                .collect(Collectors.joining("\n"));
    }

    private static String lineOf(Diagnostic<? extends JavaFileObject> problem) {
        return problem.getSource() instanceof Source source
                ? source.text
                        .lines()
                        .skip(Math.max(0, problem.getLineNumber() - 1))
                        .findFirst()
                        .orElse("")
                : "";
    }

    private static JavaFileObject input(String name, String source) {
        return new Source(name, source);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("memory:///" + name + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static JavaFileObject output(String className, Map<String, ByteArrayOutputStream> classes) {
        return new SimpleJavaFileObject(
                URI.create("memory:///" + className.replace('.', '/') + ".class"), JavaFileObject.Kind.CLASS) {
            @Override
            public OutputStream openOutputStream() {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                classes.put(className, bytes);
                return bytes;
            }
        };
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
