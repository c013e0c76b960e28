package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.DiagnosticCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * What cannot be transformed, and how that is said. A source has, on the line that a message is about, the code of the
 * message in a comment {@code //! code}.
 */
class RefusalsIT {

    @Test
    @Case("B9")
    void await_in_the_arguments_of_this_and_super() {
        refused("""
                class Explicit extends Thread {
                    Explicit(Coroutine<String> c) {
                        super(
                            Await.on(c)); //! await-in-constructor
                    }
                    Explicit(long wide, Coroutine<String> c, boolean which) {
                        this(wide > 0 ? c : Coroutine.of(
                            which ? "a" : Await.on(c))); //! await-in-constructor
                    }
                }
                """);
    }

    @Test
    @Case("B87")
    void await_in_constructors_and_initialisers() {
        refused("""
                class Initialisers {
                    static final Coroutine<Integer> C = Coroutine.of(1);
                    static int first = Await.on(C); //! await-in-static-initializer
                    static {
                        first += Await.on(C); //! await-in-static-initializer
                    }
                    int field = Await.on(C); //! await-in-constructor
                    {
                        field++;
                        Await.on(C); //! await-in-constructor
                    }
                    enum Constant {
                        ONE(Await.on(C)); //! await-in-static-initializer
                        Constant(int number) {
                            Await.on(C); //! await-in-constructor
                        }
                    }
                    record Compact(int value) {
                        Compact {
                            value = Await.on(C); //! await-in-constructor
                        }
                    }
                    interface Constants {
                        int VALUE = Await.on(C); //! await-in-static-initializer
                    }
                }
                """);
    }

    @Test
    @Case({"B55", "B61"})
    void await_between_enter_and_exit() {
        refused("""
                class Held {
                    private final Object lock = new Object();
                    @Async Coroutine<Integer> run(Coroutine<Integer> c) {
                        int sum = Await.on(c);
                        synchronized (lock) {
                            sum++;
                            sum += Await.on(c); //! await-holding-monitor
                            for (int i = 0; i < 3; i++) {
                                try {
                                    sum += i
                                        + Await.on(c); //! await-holding-monitor
                                } finally {
                                    sum--;
                                }
                            }
                        }
                        return Coroutine.of(sum + Await.on(c));
                    }
                }
                """);
    }

    @Test
    @Case("B56")
    void await_inside_nested_monitors() {
        refused("""
                class Nested {
                    @Async Coroutine<Integer> two(Coroutine<Integer> c, Object a, Object b) {
                        synchronized (a) {
                            synchronized (b) {
                                Await.on(c); //! await-holding-monitor
                            }
                            Await.on(c); //! await-holding-monitor
                        }
                        return Coroutine.of(Await.on(c));
                    }
                    @Async Coroutine<Integer> twice(Coroutine<Integer> c) {
                        synchronized (this) {
                            synchronized (this) {
                                hashCode();
                            }
                            Await.on(c); //! await-holding-monitor
                        }
                        return Coroutine.of(Await.on(c));
                    }
                }
                """);
    }

    @Test
    @Case("B57")
    void await_holding_one_of_two_equal_monitors() {
        refused("""
                class Equal {
                    @Async Coroutine<Integer> run(Coroutine<Integer> c) {
                        List<Integer> one = new ArrayList<>();
                        List<Integer> two = new ArrayList<>();
                        synchronized (one) {
                            synchronized (two) {
                                one.add(1);
                            }
                            Await.on(c); //! await-holding-monitor
                        }
                        synchronized (two) {
                            two.add(1);
                        }
                        return Coroutine.of(Await.on(c));
                    }
                }
                """);
    }

    @Test
    @Case("B58")
    void await_holding_the_monitor_of_this_a_class_or_a_field_that_changes() {
        refused("""
                class Objects {
                    private Object lock = new Object();
                    @Async Coroutine<Integer> ofThis(Coroutine<Integer> c) {
                        synchronized (this) {
                            return Coroutine.of(Await.on(c)); //! await-holding-monitor
                        }
                    }
                    @Async static Coroutine<Integer> ofClass(Coroutine<Integer> c) {
                        synchronized (Objects.class) {
                            return Coroutine.of(Await.on(c)); //! await-holding-monitor
                        }
                    }
                    @Async Coroutine<Integer> ofField(Coroutine<Integer> c) {
                        synchronized (lock) {
                            lock = new Object();
                            Await.on(c); //! await-holding-monitor
                        }
                        return Coroutine.of(Await.on(c));
                    }
                }
                """);
    }

    @Test
    @Case("B59")
    void await_in_a_condition_that_returns_out_of_a_monitor() {
        refused("""
                class Returning {
                    @Async Coroutine<Integer> run(Coroutine<Boolean> c) {
                        synchronized (this) {
                            if (Await.on(c)) { //! await-holding-monitor
                                return Coroutine.of(1);
                            }
                        }
                        return Coroutine.of(Await.on(c) ? 2 : 3);
                    }
                }
                """);
    }

    @Test
    @Case("B60")
    void synchronized_methods() {
        refused("""
                class Methods {
                    @Async synchronized Coroutine<Integer> instance(Coroutine<Integer> c) {
                        return Coroutine.of(Await.on(c)); //! async-synchronized
                    }
                    @Async static synchronized CompletableFuture<Integer> ofClass(Coroutine<Integer> c) {
                        return CompletableFuture.completedFuture(Await.on(c)); //! async-synchronized
                    }
                    synchronized int plain(int x) {
                        return x;
                    }
                    @Async Coroutine<Integer> caller(Coroutine<Integer> c) {
                        return Coroutine.of(plain(Await.on(c)));
                    }
                }
                """);
    }

    @Test
    @Case({"B60", "B61"})
    void synchronized_method_with_a_synchronized_block() {
        refused("""
                class Both {
                    @Async synchronized Coroutine<Integer> run(Coroutine<Integer> c) {
                        synchronized (c) { //! async-synchronized
                            hashCode();
                        }
                        return Coroutine.of(Await.on(c));
                    }
                }
                """);
    }

    @Test
    @Case("B61")
    void the_message_names_file_line_code_and_remedy() {
        assertThat(Program.of("""
                        class Form {
                            @Async Coroutine<Integer> run(Coroutine<Integer> c) {
                                synchronized (c) {
                                    return Coroutine.of(Await.on(c));
                                }
                            }
                        }
                        """).diagnostics())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.location().className()).isEqualTo("Form");
                    assertThat(problem.location().method()).isEqualTo("run");
                })
                .asString()
                .startsWith("Form.java:4: error: [await-holding-monitor] ")
                .contains("; ");
    }

    @Test
    @Case("B65")
    void a_method_that_grows_too_large() {
        String awaits = IntStream.range(0, 3_000)
                .mapToObj(i -> "l%1$d += Await.on(c);".formatted(i % 15))
                .collect(Collectors.joining("\n"));
        String locals =
                IntStream.range(0, 15).mapToObj("long l%d = 0;"::formatted).collect(Collectors.joining());
        List<Diagnostic> problems = Program.of("""
                class Large {
                    @Async Coroutine<Long> run(Coroutine<Long> c) {
                        %s
                        %s
                        return Coroutine.of(l0);
                    }
                }
                """.formatted(locals, awaits)).diagnostics();
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(DiagnosticCode.METHOD_TOO_LARGE);
            assertThat(problem.location()).hasToString("Large.java:3");
            assertThat(problem.message())
                    .containsPattern("run would take \\d+ bytes")
                    .contains(";");
        });
    }

    @Test
    @Case("B69")
    void class_files_before_java_8_with_a_subroutine() {
        Program old = oldProgram(Opcodes.V1_5);
        assertThat(old.diagnostics()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(DiagnosticCode.UNSUPPORTED_CLASS_VERSION);
            assertThat(problem.message()).contains("version 49 (Java 5)").contains("--release");
        });
    }

    @Test
    @Case("B69")
    void every_class_file_version_before_java_8() {
        for (int version = Opcodes.V1_2; version < Opcodes.V1_8; version++) {
            assertThat(oldProgram(version).diagnostics())
                    .as("version %s", version)
                    .singleElement()
                    .extracting(Diagnostic::code)
                    .isEqualTo(DiagnosticCode.UNSUPPORTED_CLASS_VERSION);
        }
    }

    @Test
    @Case("B83")
    void class_files_of_versions_to_come() {
        Program program = Program.of("""
                class Newer {
                    @Async Coroutine<Integer> run(Coroutine<Integer> c) {
                        return Coroutine.of(Await.on(c));
                    }
                }
                """);
        for (int version : new int[] {71, 80, 0x1234}) {
            byte[] file = program.classes().get("Newer").clone();
            file[6] = (byte) (version >> 8);
            file[7] = (byte) version;
            assertThat(program.with("Newer", file).diagnostics())
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.code()).isEqualTo(DiagnosticCode.UNSUPPORTED_CLASS_VERSION);
                        assertThat(problem.message()).contains("version " + version);
                    });
        }
    }

    private static void refused(String source) {
        List<String> expected = new ArrayList<>();
        String[] lines = source.split("\n");
        for (int line = 1; line <= lines.length; line++) {
            int mark = lines[line - 1].indexOf("//! ");
            if (mark >= 0) {
                expected.add(line + " " + lines[line - 1].substring(mark + 4).strip());
            }
        }
        List<Diagnostic> problems = Program.of(source).diagnostics();
        assertThat(problems)
                .extracting(problem ->
                        problem.location().line() + " " + problem.code().id())
                .containsExactlyInAnyOrderElementsOf(expected);
        String file = source.replaceFirst("(?s)class (\\w+).*", "$1.java");
        assertThat(problems)
                .extracting(problem -> problem.location().sourceFile())
                .containsOnly(file);
    }

    /** A class with an async method whose {@code finally} is a subroutine where the version allows one. */
    private static Program oldProgram(int version) {
        var writer = new ClassWriter(0);
        writer.visit(version, Opcodes.ACC_PUBLIC, "Old", null, "java/lang/Object", null);
        String type = "(Ldev/fermata/Coroutine;)Ldev/fermata/Coroutine;";
        var code = writer.visitMethod(Opcodes.ACC_STATIC, "run", type, null, null);
        code.visitAnnotation("Ldev/fermata/Async;", true).visitEnd();
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, "dev/fermata/Await", "on", "(Ldev/fermata/Awaitable;)Ljava/lang/Object;", false);
        code.visitInsn(Opcodes.POP);
        if (version < Opcodes.V1_7) {
            var subroutine = new Label();
            var after = new Label();
            code.visitJumpInsn(Opcodes.JSR, subroutine);
            code.visitJumpInsn(Opcodes.GOTO, after);
            code.visitLabel(subroutine);
            code.visitVarInsn(Opcodes.ASTORE, 1);
            code.visitVarInsn(Opcodes.RET, 1);
            code.visitLabel(after);
        }
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(1, 2);
        code.visitEnd();
        writer.visitEnd();
        return new Program(Map.of("Old", writer.toByteArray()));
    }
}
