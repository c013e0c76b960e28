package dev.fermata.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;

/**
 * Compiles many times in one process: a fresh one for each time would take most of the time to warm up. The argument is a
 * file with a line for each compilation: {@code javac} or {@code ecj} and the arguments of the compiler, with tabs between.
 */
final class MatrixCompiler {

    private MatrixCompiler() {}

    public static void main(String[] arguments) throws IOException {
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            List<String> words = List.of(line.split("\t"));
            String[] options = words.subList(1, words.size()).toArray(String[]::new);
            var errors = new ByteArrayOutputStream();
            boolean compiled = words.get(0).equals("ecj")
                    ? BatchCompiler.compile(
                            options,
                            new PrintWriter(System.err),
                            new PrintWriter(errors, true, StandardCharsets.UTF_8),
                            null)
                    : ToolProvider.getSystemJavaCompiler().run(null, null, new PrintStream(errors, true), options) == 0;
            if (!compiled) {
                System.out.println(line + "\n" + errors);
                System.exit(1);
            }
        }
    }
}
