package dev.fermata.transform;

import dev.fermata.Async;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles Java sources in memory against the runtime. */
final class Compilation {

    private static final String IMPORTS = "import dev.fermata.*; import java.util.*; import java.util.concurrent.*; ";
    private static final Pattern TYPE_NAME = Pattern.compile("(?:class|interface|enum|record)\\s+(\\w+)");
    private static final List<String> DEFAULT_OPTIONS = List.of("-g", "--release", "17");

    private Compilation() {}

    /** Compiles one source file; the usual imports are put before its first line, on the same line. */
    static Map<String, byte[]> of(String source, String... options) {
        Map<String, ByteArrayOutputStream> classes = new TreeMap<>();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments = new ArrayList<>(options.length == 0 ? DEFAULT_OPTIONS : List.of(options));
        arguments.addAll(List.of("-classpath", runtime().toString(), "-proc:none"));
        JavaFileManager files =
                new ForwardingJavaFileManager<>(compiler.getStandardFileManager(problems, Locale.ROOT, null)) {
                    @Override
                    public JavaFileObject getJavaFileForOutput(
                            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
                        return output(className, classes);
                    }
                };
        if (!compiler.getTask(null, files, problems, arguments, null, List.of(input(source)))
                .call()) {
            throw new AssertionError("does not compile: " + problems.getDiagnostics());
        }
        Map<String, byte[]> result = new TreeMap<>();
        classes.forEach((name, bytes) -> result.put(name, bytes.toByteArray()));
        return result;
    }

    /** Compiles a source file with one class. */
    static byte[] single(String source, String... options) {
        return of(source, options).values().iterator().next();
    }

    private static JavaFileObject input(String source) {
        Matcher name = TYPE_NAME.matcher(source);
        if (!name.find()) {
            throw new IllegalArgumentException("no type in the source");
        }
        return new SimpleJavaFileObject(
                URI.create("memory:///" + name.group(1) + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return IMPORTS + source;
            }
        };
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

    private static Path runtime() {
        try {
            return Path.of(Async.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
