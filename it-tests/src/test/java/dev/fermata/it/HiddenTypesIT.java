package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.transform.DiagnosticCode;
import java.io.ObjectStreamClass;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What is around values across awaits whose types the class must not name. That they come back as they were is shown by the
 * fixtures of {@code HiddenTypeCases}.
 */
class HiddenTypesIT {

    private static final String LIBRARY = """
            package lib; public class Library {
                static class Hidden {
                    final Object value;
                    Hidden(Object value) { this.value = value; }
                }
                interface Face { default String face() { return "face"; } }
                public static Hidden hidden(Object value) { return new Hidden(value); }
                public static Hidden[] array(Object value) { return new Hidden[] {new Hidden(value)}; }
                public static Face face() { return new Face() {}; }
                public static Object valueOf(Hidden hidden) { return hidden.value; }
                public static Object valueIn(Hidden[] array) { return array[0].value; }
                public static String faceOf(Face face) { return face.face(); }
            }
            """;

    private static final String MAIN = """
            public class Main implements java.io.Serializable {
                public static volatile boolean stop;
                @Async static Coroutine<Object> body(Object value) {
                    var hidden = lib.Library.hidden(value);
                    var array = lib.Library.array(value);
                    for (int i = 0; i < 1_000 && !stop; i++) {
                        Await.on(Tasks.yieldNow());
                        if (lib.Library.valueOf(hidden) != value || lib.Library.valueIn(array) != value) {
                            stop = true;
                            throw new AssertionError("not mine");
                        }
                    }
                    return Coroutine.of(lib.Library.valueOf(hidden));
                }
                @Async public static Coroutine<Object> run() {
                    return Coroutine.of(Await.on(body("mine")));
                }
                public static Object runHere(Object value) {
                    return Fermata.run(body(value));
                }
            }
            """;

    private static final Program PROGRAM = Program.of(LIBRARY, MAIN).transformedTogether();

    @Test
    void threads_that_resume_at_once_keep_their_values_apart() throws Exception {
        var run = PROGRAM.load("Main").getMethod("runHere", Object.class);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Object> values = List.of("a", "b", "c", "d");
        try {
            List<Callable<Object>> runs = values.stream()
                    .map(value -> (Callable<Object>) () -> run.invoke(null, value))
                    .toList();
            List<Future<Object>> results = threads.invokeAll(runs);
            for (int i = 0; i < values.size(); i++) {
                assertThat(results.get(i).get()).isSameAs(values.get(i));
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void no_value_is_held_once_it_is_restored() throws Exception {
        Class<?> main = PROGRAM.load("Main");
        main.getMethod("runHere", Object.class).invoke(null, "value");
        List<Field> boxes = fieldsAddedTo(main);
        assertThat(boxes).hasSize(2);
        for (Field box : boxes) {
            box.setAccessible(true);
            assertThat(Array.getLength(box.get(null))).isEqualTo(1);
            assertThat(Array.get(box.get(null), 0)).isNull();
        }
    }

    @Test
    void what_is_added_is_private_and_synthetic_and_does_not_touch_the_serial_version() {
        Class<?> main = PROGRAM.load("Main");
        assertThat(fieldsAddedTo(main))
                .allMatch(field -> field.isSynthetic() && Modifier.isPrivate(field.getModifiers()));
        Class<?> before = Program.of(LIBRARY, MAIN).load("Main");
        assertThat(ObjectStreamClass.lookup(main).getSerialVersionUID())
                .isEqualTo(ObjectStreamClass.lookup(before).getSerialVersionUID());
    }

    @Test
    void without_the_class_files_of_others_a_class_is_taken_for_accessible() {
        assertThatThrownBy(() -> Program.of(LIBRARY, MAIN).transformed().run()).isInstanceOf(IllegalAccessError.class);
    }

    @Test
    void a_class_without_such_values_gets_no_field() {
        Program program = Program.of(LIBRARY, """
                public class Main {
                    @Async public static Coroutine<Object> run() {
                        var face = lib.Library.face();
                        var dead = lib.Library.hidden("dead");
                        Await.on(Tasks.yieldNow());
                        return Coroutine.of(lib.Library.faceOf(face));
                    }
                }
                """).transformedTogether();
        assertThat(fieldsAddedTo(program.load("Main"))).isEmpty();
    }

    @Test
    void a_class_as_type_of_a_value_across_an_await_in_an_interface_is_refused() {
        Program program = Program.of(LIBRARY, """
                public interface Main {
                    @Async default Coroutine<Object> body() {
                        var hidden = lib.Library.hidden("value");
                        var array = lib.Library.array("value");
                        Await.on(Tasks.yieldNow());
                        Await.on(Tasks.yieldNow());
                        Object value = lib.Library.valueOf(hidden);
                        return Coroutine.of(Await.on(Coroutine.of(lib.Library.valueIn(array))));
                    }
                }
                """);
        assertThat(program.diagnosticsTogether())
                .allSatisfy(problem -> {
                    assertThat(problem.code()).isEqualTo(DiagnosticCode.HIDDEN_TYPE_IN_INTERFACE);
                    assertThat(problem.message()).contains("Main has no access").contains("; ");
                })
                .extracting(problem -> problem.location() + " "
                        + problem.message().replaceFirst("a value of type (\\S+) lives.*", "$1"))
                .containsExactly(
                        "Main.java:5 lib.Library$Hidden",
                        "Main.java:5 lib.Library$Hidden[]",
                        "Main.java:6 lib.Library$Hidden",
                        "Main.java:6 lib.Library$Hidden[]");
    }

    @Test
    void an_interface_or_an_accessible_declared_type_across_an_await_in_an_interface_is_fine() throws Exception {
        Program program = Program.of(LIBRARY, """
                public interface Main {
                    @Async static Coroutine<Object> run() {
                        var face = lib.Library.face();
                        Object hidden = lib.Library.hidden("value");
                        Object[] array = lib.Library.array("value");
                        for (Object element : array) {
                            Await.on(Tasks.yieldNow());
                            hidden = hidden == null ? element : hidden;
                        }
                        Await.on(Tasks.yieldNow());
                        return Coroutine.of(lib.Library.faceOf(face) + (hidden != null) + array.length);
                    }
                }
                """);
        assertThat(program.diagnosticsTogether()).isEmpty();
        assertThat(program.transformedTogether().run()).isEqualTo("facetrue1");
    }

    private static List<Field> fieldsAddedTo(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> field.getName().startsWith("$fermata$"))
                .toList();
    }
}
