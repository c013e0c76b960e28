package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import java.io.ObjectStreamClass;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
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

    private static final String INTERFACE = """
            public interface Main {
                @Async default Coroutine<Object> body(Object value) {
                    var hidden = lib.Library.hidden(value);
                    var array = lib.Library.array(value);
                    var face = lib.Library.face();
                    for (int i = 0; i < 3; i++) {
                        Await.on(Tasks.yieldNow());
                    }
                    return Coroutine.of(lib.Library.valueOf(hidden) + " and " + lib.Library.valueIn(array)
                            + " and " + lib.Library.faceOf(face));
                }
                @Async static Coroutine<Object> run() {
                    return Coroutine.of(Await.on(new Main() {}.body("value")));
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
    void without_the_class_files_of_others_a_class_is_accessible_or_not_when_the_program_runs() throws Exception {
        assertThat(Program.of(LIBRARY, MAIN).transformed().run()).isEqualTo("mine");
        Program accessible = Program.of(LIBRARY.replace("static class Hidden", "public static class Hidden"), MAIN)
                .transformed();
        assertThat(accessible.run()).isEqualTo("mine");
        for (Field box : fieldsAddedTo(accessible.load("Main"))) {
            box.setAccessible(true);
            assertThat(box.get(null)).as("a cast was enough").isNull();
        }
    }

    @Test
    void resources_of_classes_that_are_not_found_are_closed_as_they_ask_to_be() throws Exception {
        String library = """
                package lib; public class Library {
                    public static final List<String> log = new ArrayList<>();
                    public static class Session implements AsyncCloseable {
                        @Async public Coroutine<Void> closeAsync() {
                            Await.on(Tasks.yieldNow());
                            log.add("awaited");
                            return Coroutine.done();
                        }
                    }
                    public static class Stream implements AutoCloseable {
                        public void close() { log.add("closed"); }
                    }
                    public static class Door {
                        public void close() { log.add("shut"); }
                    }
                }
                """;
        String main = """
                public class Main {
                    @Async public static Coroutine<Object> run() {
                        lib.Library.log.clear();
                        var door = new lib.Library.Door();
                        String text = "t" + 1L;
                        try (var session = new lib.Library.Session(); var stream = new lib.Library.Stream()) {
                            Await.on(Tasks.yieldNow());
                            door.close();
                        }
                        lib.Library.Session none = null;
                        try {
                            none.close();
                        } catch (NullPointerException e) {
                            text += "null";
                        }
                        return Coroutine.of(text + lib.Library.log);
                    }
                }
                """;
        Program program = Program.of(library, main);
        assertThat(program.transformedTogether().run()).isEqualTo("t1null[shut, closed, awaited]");
        assertThat(program.transformed().run()).isEqualTo("t1null[shut, closed, awaited]");
    }

    @Test
    void a_resource_of_a_class_that_is_not_found_is_closed_at_the_end_of_a_branch() throws Exception {
        Program program = Program.of("""
                public class Main {
                    static String log = "";
                    record Resource(int number) implements AutoCloseable {
                        public void close() { log += "closed " + number; }
                    }
                    static Resource open() { return new Resource(1); }
                    @Async public static Coroutine<String> run() {
                        try (Resource resource = open()) {
                        } catch (ArithmeticException e) {
                            int unused = 2;
                        }
                        return Coroutine.of(log);
                    }
                }
                """);
        assertThat(program.transformed().run()).isEqualTo("closed 1");
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
    void values_of_such_types_are_restored_in_interfaces() throws Exception {
        Program program = Program.of(LIBRARY, INTERFACE);
        assertThat(program.transformedTogether().run()).isEqualTo("value and value and face");
        assertThat(program.transformed().run()).isEqualTo("value and value and face");
    }

    @Test
    void an_interface_gets_no_member_that_is_not_private() {
        Class<?> main = Program.of(LIBRARY, INTERFACE).transformedTogether().load("Main");
        assertThat(main.getDeclaredFields()).isEmpty();
        assertThat(main.getDeclaredMethods())
                .filteredOn(method -> !Modifier.isPrivate(method.getModifiers()))
                .extracting(Method::getName)
                .containsExactlyInAnyOrder("body", "run");
    }

    @Test
    void threads_may_resume_an_interface_for_the_first_time_at_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int repeat = 0; repeat < 20; repeat++) {
                var run = Program.of(LIBRARY, INTERFACE)
                        .transformedTogether()
                        .load("Main")
                        .getMethod("run");
                List<Callable<Object>> runs =
                        Collections.nCopies(4, () -> Fermata.run((Coroutine<?>) run.invoke(null)));
                for (Future<Object> result : threads.invokeAll(runs)) {
                    assertThat(result.get()).isEqualTo("value and value and face");
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    private static List<Field> fieldsAddedTo(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> field.getName().startsWith("$fermata$"))
                .toList();
    }
}
