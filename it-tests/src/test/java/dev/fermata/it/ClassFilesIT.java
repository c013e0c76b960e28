package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.transform.TransformResult;
import dev.fermata.transform.Transformer;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeAnnotationNode;

/** Classes beside other classes: absent ones, superclasses elsewhere, callers that are not transformed. */
class ClassFilesIT {

    @Test
    @Case({"B29", "B33"})
    void types_that_the_transformer_cannot_find() throws Exception {
        Program program = Program.of("""
                package absent; public interface Shape {
                    String name();
                }
                """, """
                package absent; public class Circle implements Shape {
                    public String name() { return "circle"; }
                }
                """, """
                package absent; public class Square extends Exception implements Shape {
                    public String name() { return "square"; }
                    public static void raise() throws Square { throw new Square(); }
                }
                """, """
                public class Main {
                    @Async public static Coroutine<Object> run() {
                        return Coroutine.of(Await.on(body(true)) + Await.on(body(false)));
                    }
                    @Async static Coroutine<String> body(boolean flag) {
                        absent.Shape merged = flag ? new absent.Circle() : new absent.Square();
                        var both = flag ? new absent.Circle() : new absent.Square();
                        absent.Shape[][] array = {{merged}, null};
                        absent.Square caught = null;
                        for (int i = 0; i < 2; i++) {
                            Await.on(Tasks.yieldNow());
                            merged = i == 0 ? merged : array[0][0];
                            try {
                                absent.Square.raise();
                            } catch (absent.Square e) {
                                Await.on(Tasks.yieldNow());
                                caught = e;
                            }
                        }
                        return Coroutine.of(merged.name() + both.name() + caught.name() + " ");
                    }
                }
                """);
        byte[] alone = program.classes().get("Main");
        TransformResult result = new Transformer().transform(alone, name -> {
            assertThat(name).as("what is looked at").doesNotContain("java/");
            return null;
        });
        assertThat(result).isInstanceOf(TransformResult.Transformed.class);
        assertThat(program.with("Main", ((TransformResult.Transformed) result).bytes())
                        .run())
                .isEqualTo("circlecirclesquare squaresquaresquare ");
    }

    @Test
    @Case("B74")
    void protected_members_of_a_superclass_in_another_package() throws Exception {
        assertThat(Program.of("""
                        package a; public class Base {
                            protected int field = 1;
                            protected static String shared = "s";
                            protected Base() {}
                            protected Base(String s) { shared += s; }
                            protected String method(Object o) { return "m" + o; }
                            protected static String ofClass(Object o) { return "c" + o; }
                            protected Object clone() { return "cloned"; }
                            protected static class Nested {
                                public Nested(Object o) { value = o; }
                                public final Object value;
                            }
                        }
                        """, """
                        package b; public class Child extends a.Base {
                            @Async public Coroutine<String> load() {
                                field += Await.on(later(2));
                                shared += Await.on(later("h"));
                                String text = method(Await.on(later(3))) + super.method(Await.on(later(4)));
                                text += ofClass(Await.on(later(5))) + super.clone() + clone();
                                Supplier<Coroutine<String>> lambda = () -> Coroutine.of(method(Await.on(later(6))) + field);
                                Function<Object, String> reference = super::method;
                                var nested = new Nested(Await.on(later(7)));
                                return Coroutine.of(text + Await.on(lambda.get()) + reference.apply(8) + nested.value
                                    + new a.Base(Await.on(later("x"))) {
                                        public String toString() { return shared; }
                                    });
                            }
                            protected String method(Object o) { return "child" + o; }
                            @Async static <T> Coroutine<T> later(T value) {
                                Await.on(Tasks.yieldNow());
                                return Coroutine.of(value);
                            }
                        }
                        """, """
                        public class Main {
                            public static Object run() { return new b.Child().load(); }
                        }
                        """).transformed().run()).isEqualTo("child3m4c5clonedclonedchild63m87shx");
    }

    @Test
    @Case("B75")
    void of_a_method_and_its_bridges_one_is_transformed_and_all_can_be_called() throws Exception {
        Program program = Program.of("""
                public class Main {
                    interface Source<T> {
                        Awaitable<T> read(T hint);
                    }
                    static abstract class Half<T extends CharSequence> implements Source<T> {
                        public abstract Coroutine<T> read(T hint);
                    }
                    static class Full extends Half<String> {
                        @Async public Coroutine<String> read(String hint) {
                            Await.on(Tasks.yieldNow());
                            count++;
                            return Coroutine.of(hint + "!");
                        }
                    }
                    static int count;
                    @SuppressWarnings("unchecked")
                    @Async public static Coroutine<Object> run() {
                        Full full = new Full();
                        Source<String> source = full;
                        Half<String> half = full;
                        return Coroutine.of(Await.on(full.read("a")) + Await.on(source.read("b"))
                            + Await.on(half.read("c")) + count);
                    }
                }
                """).transformed();
        assertThat(program.run()).isEqualTo("a!b!c!3");
        List<MethodNode> methods = program.node("Main$Full").methods;
        assertThat(methods).filteredOn(method -> method.name.endsWith("$async")).hasSize(1);
        assertThat(methods).filteredOn(method -> method.name.equals("read")).hasSize(3);
        for (Method method : program.load("Main$Full").getDeclaredMethods()) {
            if (method.isBridge()) {
                method.setAccessible(true);
                var made = (Coroutine<?>) method.invoke(instance(method.getDeclaringClass()), "reflected");
                assertThat((Object) Fermata.run(made)).isEqualTo("reflected!");
            }
        }
    }

    @Test
    @Case("B81")
    void source_debug_extension_is_kept() {
        String map = "SMAP\nMain.java\nJSP\n*S JSP\n*F\n1 Main.jsp\n*L\n1#1:1\n*E\n";
        ClassNode transformed = Program.of(ANNOTATED)
                .change("Main", type -> {
                    type.sourceDebug = map;
                    return type;
                })
                .transformed()
                .node("Main");
        assertThat(transformed.sourceDebug).isEqualTo(map);
    }

    private static final String ANNOTATED = """
            public class Main {
                @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)
                @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                @interface Marked { int value(); }
                @Async static @Marked(1) Coroutine<@Marked(2) String> body(@Marked(3) String parameter)
                        throws @Marked(4) IllegalStateException {
                    @Marked(5) String local = parameter + Await.on(Tasks.yieldNow());
                    Object made = new @Marked(6) StringBuilder(local + Await.on(Tasks.yieldNow()));
                    List<@Marked(7) String> list = new ArrayList<@Marked(8) String>();
                    list.add((@Marked(9) String) made.toString());
                    try {
                        Await.on(Tasks.yieldNow());
                        if (made instanceof @Marked(10) CharSequence) {
                            Supplier<Object> supplier = @Marked(11) StringBuilder::new;
                            list.add(supplier.get() + "");
                        }
                    } catch (@Marked(12) IllegalArgumentException e) {
                        list.add(e.getMessage());
                    }
                    return Coroutine.of(local + list);
                }
                @Async public static Coroutine<Object> run() {
                    return Coroutine.of(Await.on(body("p")));
                }
            }
            """;

    @Test
    @Case("B81")
    void type_annotations_in_code_are_kept() throws Exception {
        Program program = Program.of(ANNOTATED);
        Program transformed = program.transformed();
        assertThat(transformed.run()).isEqualTo("pnull[pnullnull, ]");
        MethodNode before = program.method("Main", "body");
        MethodNode after = transformed.method("Main", "lambda$body$async");
        assertThat(inCode(before)).hasSizeGreaterThanOrEqualTo(7);
        assertThat(inCode(after)).containsExactlyInAnyOrderElementsOf(inCode(before));
        MethodNode stub = transformed.method("Main", "body");
        assertThat(stub.visibleTypeAnnotations).hasSameSizeAs(before.visibleTypeAnnotations);
    }

    /** The annotations inside the code of a method, each with the kind of place that it is at. */
    private static List<String> inCode(MethodNode method) {
        Stream<String> ofVariables = method.visibleLocalVariableAnnotations == null
                ? Stream.of()
                : method.visibleLocalVariableAnnotations.stream()
                        .map((LocalVariableAnnotationNode note) -> note.values + " at a variable");
        Stream<String> ofInstructions = StreamSupport.stream(method.instructions.spliterator(), false)
                .filter(instruction -> instruction.visibleTypeAnnotations != null)
                .flatMap((AbstractInsnNode instruction) -> instruction.visibleTypeAnnotations.stream()
                        .map((TypeAnnotationNode note) -> note.values + " at opcode " + instruction.getOpcode()));
        Stream<String> ofHandlers = method.tryCatchBlocks.stream()
                .filter(block -> block.visibleTypeAnnotations != null)
                .flatMap(block -> block.visibleTypeAnnotations.stream().map(note -> note.values + " at a handler"));
        return Stream.of(ofVariables, ofInstructions, ofHandlers)
                .flatMap(notes -> notes)
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    @Case("B82")
    void transforming_what_was_transformed_changes_nothing() {
        Program once = Program.of(ANNOTATED).transformed();
        assertThat(new Transformer().transform(once.classes().get("Main")))
                .isInstanceOf(TransformResult.Unchanged.class);
    }

    @Test
    @Case("B95")
    void a_caller_that_is_not_transformed_gets_a_coroutine_that_runs_once() throws Exception {
        Class<?> type = Program.of("""
                public class Main {
                    public static final List<Object> trace = new ArrayList<>();
                    @Async static Coroutine<String> load(String text) {
                        trace.add("start " + text);
                        Await.on(Tasks.yieldNow());
                        trace.add("end " + text);
                        return Coroutine.of(text);
                    }
                }
                """, """
                public class Caller {
                    public static Coroutine<String> call() {
                        Coroutine<String> made = Main.load("x");
                        Main.trace.add("called");
                        return made;
                    }
                }
                """).transformed().load("Caller");
        var made = (Coroutine<?>) type.getMethod("call").invoke(null);
        assertThat((Object) Fermata.run(made)).isEqualTo("x");
        Object trace = type.getClassLoader().loadClass("Main").getField("trace").get(null);
        assertThat(trace).isEqualTo(List.of("called", "start x", "end x"));
        assertThatThrownBy(() -> Fermata.run(made)).isInstanceOf(IllegalStateException.class);
        assertThat(trace).isEqualTo(List.of("called", "start x", "end x"));
    }

    @Test
    @Case("B95")
    void an_async_method_that_is_not_transformed_says_so_and_does_nothing_twice() throws Exception {
        Program program = Program.of("""
                public class Main {
                    static final List<Object> trace = new ArrayList<>();
                    @Async static Coroutine<String> load() {
                        trace.add("start");
                        Await.on(Tasks.yieldNow());
                        trace.add("end");
                        return Coroutine.of("never");
                    }
                    public static Object run() {
                        try {
                            load();
                        } catch (NotInstrumentedException e) {
                            trace.add(e.getMessage());
                        }
                        return trace;
                    }
                }
                """);
        assertThat((List<?>) program.run())
                .hasSize(2)
                .satisfies(trace -> assertThat(trace.get(0)).isEqualTo("start"))
                .satisfies(trace -> assertThat(trace.get(1)).asString().contains("Main.java:5"));
    }

    private static Object instance(Class<?> type) throws ReflectiveOperationException {
        var constructor =
                Arrays.stream(type.getDeclaredConstructors()).findFirst().orElseThrow();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }
}
