package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Awaitable;
import dev.fermata.Fermata;
import dev.fermata.transform.ClassSource;
import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.TransformResult;
import dev.fermata.transform.Transformer;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
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
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The class files of a small program, in memory. It is run by the static method {@code run()} of its class {@code Main}.
 *
 * @param classes by name
 */
record Program(Map<String, byte[]> classes) {

    private static final String IMPORTS =
            "import dev.fermata.*; import java.util.*; import java.util.concurrent.*; import java.util.function.*; ";
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?:class|interface|enum|record)\\s+(\\w+)");

    /** Compiles sources, one file each; the usual imports are put before the first line, on the same line. */
    static Program of(String... sources) {
        return compiled(List.of("-g", "--release", "17"), sources);
    }

    /** As {@link #of}, with the compiler's options. */
    static Program compiled(List<String> options, String... sources) {
        Map<String, ByteArrayOutputStream> output = new TreeMap<>();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments = new ArrayList<>(options);
        List<Path> classPath = List.of(FixtureClasses.runtime(), FixtureClasses.location(Program.class));
        arguments.addAll(List.of("-cp", ForkedJvm.classPath(classPath), "-proc:none"));
        JavaFileManager files =
                new ForwardingJavaFileManager<>(compiler.getStandardFileManager(problems, Locale.ROOT, null)) {
                    @Override
                    public JavaFileObject getJavaFileForOutput(
                            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
                        return output(className, output);
                    }
                };
        List<JavaFileObject> inputs = Arrays.stream(sources).map(Program::input).toList();
        if (!compiler.getTask(null, files, problems, arguments, null, inputs).call()) {
            throw new AssertionError("does not compile: " + problems.getDiagnostics());
        }
        Map<String, byte[]> classes = new TreeMap<>();
        output.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return new Program(classes);
    }

    /** The program with one class changed, by the tree of its class file. */
    Program change(String name, UnaryOperator<ClassNode> change) {
        var writer = new ClassWriter(0);
        change.apply(node(name)).accept(writer);
        return with(name, writer.toByteArray());
    }

    Program with(String name, byte[] classFile) {
        Map<String, byte[]> changed = new TreeMap<>(classes);
        changed.put(name, classFile);
        return new Program(changed);
    }

    /** The program after transforming every class that needs it, one at a time, with no look at any other class. */
    Program transformed() {
        return transformed(ClassSource.NONE);
    }

    /** As {@link #transformed}, with a look at the other classes of the program. */
    Program transformedTogether() {
        return transformed(others());
    }

    /** As {@link #transformed}, with a look at {@code others}. */
    Program transformed(ClassSource others) {
        Map<String, byte[]> changed = new TreeMap<>(classes);
        changed.replaceAll((name, bytes) -> {
            TransformResult result = new Transformer().transform(bytes, others);
            assertThat(result).as(name).isNotInstanceOf(TransformResult.Rejected.class);
            return result instanceof TransformResult.Transformed done ? done.bytes() : bytes;
        });
        return new Program(changed);
    }

    /** All that the transformer has to say against the program. */
    List<Diagnostic> diagnostics() {
        return diagnostics(ClassSource.NONE);
    }

    /** As {@link #diagnostics}, with a look at the other classes of the program. */
    List<Diagnostic> diagnosticsTogether() {
        return diagnostics(others());
    }

    private ClassSource others() {
        return internalName -> classes.get(internalName.replace('/', '.'));
    }

    private List<Diagnostic> diagnostics(ClassSource others) {
        return classes.values().stream()
                .map(bytes -> new Transformer().transform(bytes, others))
                .filter(TransformResult.Rejected.class::isInstance)
                .flatMap(result -> ((TransformResult.Rejected) result).errors().stream())
                .toList();
    }

    ClassNode node(String name) {
        var node = new ClassNode();
        new ClassReader(classes.get(name)).accept(node, 0);
        return node;
    }

    MethodNode method(String className, String name) {
        return node(className).methods.stream()
                .filter(method -> method.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no method " + name));
    }

    /** Loads a class, with all others behind it, by a loader of its own; the JVM verifies them. */
    Class<?> load(String name) {
        try {
            return Class.forName(name, true, new Loader(classes));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs the program; if what it returns can be awaited, on an event loop. */
    Object run() throws Exception {
        try {
            Object result = load("Main").getMethod("run").invoke(null);
            return result instanceof Awaitable<?> awaitable ? Fermata.run(awaitable) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception failure ? failure : e;
        }
    }

    private static JavaFileObject input(String source) {
        Matcher home = PACKAGE.matcher(source);
        Matcher type = TYPE.matcher(source);
        boolean named = home.find();
        if (!type.find()) {
            throw new IllegalArgumentException("no type in the source");
        }
        String path = (named ? home.group(1).replace('.', '/') + "/" : "") + type.group(1);
        String text = named ? source.replaceFirst(PACKAGE.pattern(), home.group() + " " + IMPORTS) : IMPORTS + source;
        return new SimpleJavaFileObject(URI.create("memory:///" + path + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static JavaFileObject output(String className, Map<String, ByteArrayOutputStream> output) {
        URI uri = URI.create("memory:///" + className.replace('.', '/') + ".class");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.CLASS) {
            @Override
            public OutputStream openOutputStream() {
                var bytes = new ByteArrayOutputStream();
                output.put(className, bytes);
                return bytes;
            }
        };
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(Program.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
