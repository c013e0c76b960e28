package dev.fermata.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the fixtures that are too long to be written by hand. */
final class GeneratedFixtures {

    private GeneratedFixtures() {}

    /** Writes {@code LargeCases.java} and {@code ThousandCases.java} into {@code directory}. */
    static List<Path> write(Path directory) {
        return List.of(
                write(directory, "LargeCases", manyAwaits(150) + manyLocals() + manyAwaitsInOneExpression()),
                write(directory, "ThousandCases", manyAwaits(1_000)));
    }

    private static Path write(Path directory, String name, String methods) {
        String source = """
                package dev.fermata.fixtures.cases;

                import dev.fermata.Async;
                import dev.fermata.Await;
                import dev.fermata.Coroutine;
                import dev.fermata.fixtures.run.Case;
                import dev.fermata.fixtures.run.Script;

                class %s {
                %s}
                """.formatted(name, methods);
        try {
            return Files.writeString(directory.resolve(name + ".java"), source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String manyAwaits(int count) {
        String awaits = repeat(count, "sum += Await.on(s.next(%d));");
        return method("many_awaits", "long sum = 0;" + awaits + result("sum"));
    }

    private static String manyLocals() {
        String kinds =
                repeat(100, "int i%1$d = %1$d; long j%1$d = %1$d; String t%1$d = \"%1$d\"; double d%1$d = %1$d;");
        String changes = repeat(4, "i%1$d += Await.on(s.next(%1$d)); j%1$d -= i%1$d; t%1$d += j%1$d; d%1$d *= 2;");
        String sum = repeat(100, "sum += i%1$d + j%1$d + t%1$d.hashCode() + d%1$d;");
        return method("hundreds_of_locals", kinds + changes + "double sum = 0;" + sum + "i99++;" + result("sum + i99"));
    }

    private static String manyAwaitsInOneExpression() {
        return method(
                "deep_operand_stack", result(repeat(30, "%d + (1L + Await.on(s.next(1)) * (") + "1" + "))".repeat(30)));
    }

    private static String method(String name, String body) {
        return "@Case(value = \"B65\", few = true)\n@Async\nCoroutine<Object> " + name + "(Script s) {\n" + body
                + "}\n";
    }

    private static String result(String expression) {
        return "return Coroutine.of(" + expression + ");\n";
    }

    private static String repeat(int times, String format) {
        return IntStream.range(0, times).mapToObj(format::formatted).collect(Collectors.joining("\n", "", "\n"));
    }
}
