package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeAnnotationNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Type annotations whose targets are places in the code (JVMS 4.7.20.1) follow these places into the body. */
class TypeAnnotationsFidelityTest {

    private static final String SOURCE = """
            public class Annotated {
                @Async
                Coroutine<Object> run(Object in, @Use("parameter") List<@Use("of parameter") String> strings) {
                    @Use("local") List<@Use("of local") Object> list = new @Use("new") ArrayList<@Use("of new") Object>();
                    String one = (@Use("cast") String) in;
                    Await.on(Tasks.yieldNow());
                    @Use("late") String late = Await.on(Coroutine.of(one));
                    StringBuilder text = new @Use("new around await") StringBuilder(Await.on(Coroutine.of("x")));
                    Number number = (@Use("cast of await") Integer) Await.on(Coroutine.of((Object) 5));
                    if (in instanceof @Use("instanceof") String && Await.on(Coroutine.of(true))) {
                        list = Collections.<@Use("argument of call") Object>emptyList();
                        new <@Use("argument of constructor") String>Annotated("s");
                    }
                    java.util.function.Supplier<ArrayList<String>> made = @Use("reference") ArrayList<String>::new;
                    java.util.function.Function<Object, String> called = String::<@Use("nothing") Object>valueOf;
                    java.util.function.Supplier<String> lambda = () -> {
                        @Use("in lambda") String own = (@Use("cast in lambda") String) in;
                        return own;
                    };
                    try (@Use("resource") Closing closing = new Closing()) {
                        Await.on(Tasks.yieldNow());
                    } catch (@Use("catch") IllegalStateException | @Use("other catch") IllegalArgumentException e) {
                        Await.on(Tasks.yieldNow());
                        late += e;
                    }
                    int[] @Use("dimension") [] numbers = new int @Use("new dimension") [2] @Use("second") [3];
                    return Coroutine.of(text + late + list + number + made + lambda.get() + numbers.length + called);
                }
                <T> Annotated(T value) {}
                static class Closing implements AutoCloseable { public void close() {} }
            }
            @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.%s)
            @java.lang.annotation.Target({java.lang.annotation.ElementType.TYPE_USE, java.lang.annotation.ElementType.LOCAL_VARIABLE})
            @interface Use { String value(); }
            """;

    private static final String AWAITED = """
            public class Annotated {
                @Async
                Coroutine<Object> run() {
                    return Coroutine.of(Await.<@Use("argument of await") String>on(Coroutine.of("x")));
                }
            }
            @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)
            @interface Use { String value(); }
            """;

    @Test
    void annotations_on_instructions_stay_on_the_same_instructions() {
        for (String retention : List.of("RUNTIME", "CLASS")) {
            assertThat(onInstructions(body(retention)))
                    .as(retention)
                    .isNotEmpty()
                    .isEqualTo(onInstructions(original(retention)));
        }
    }

    @Test
    void annotations_on_local_variables_stay_on_the_variables_of_the_same_names() {
        for (String retention : List.of("RUNTIME", "CLASS")) {
            assertThat(onLocals(body(retention))).as(retention).isNotEmpty().isEqualTo(onLocals(original(retention)));
        }
    }

    @Test
    void annotations_on_caught_exceptions_stay_on_handlers_of_the_same_exceptions() {
        for (String retention : List.of("RUNTIME", "CLASS")) {
            assertThat(onHandlers(body(retention)))
                    .as(retention)
                    .isNotEmpty()
                    .isEqualTo(onHandlers(original(retention)));
        }
    }

    @Test
    void annotations_on_the_type_arguments_of_an_await_stay() {
        byte[] compiled = Compilation.of(AWAITED, "-g", "--release", "17").get("Annotated");
        ClassNode after = Transformed.node(Transformed.bytes(compiled));
        assertThat(onInstructions(Transformed.method(after, "lambda$run$async")).keySet())
                .isNotEmpty()
                .isEqualTo(onInstructions(Transformed.method(Transformed.node(compiled), "run"))
                        .keySet());
    }

    @Test
    void annotations_on_the_signature_stay_with_the_stub_and_are_not_on_the_body() {
        ClassNode after = Transformed.node(Transformed.bytes(compiled("RUNTIME")));
        assertThat(Transformed.method(after, "run").visibleTypeAnnotations).hasSize(2);
        assertThat(Transformed.method(after, "lambda$run$async").visibleTypeAnnotations)
                .isNull();
    }

    private static MethodNode original(String retention) {
        return Transformed.method(Transformed.node(compiled(retention)), "run");
    }

    private static MethodNode body(String retention) {
        return Transformed.method(Transformed.node(Transformed.bytes(compiled(retention))), "lambda$run$async");
    }

    private static byte[] compiled(String retention) {
        return Compilation.of(SOURCE.formatted(retention), "-g", "--release", "17")
                .get("Annotated");
    }

    private static TreeMap<String, List<String>> onInstructions(MethodNode method) {
        TreeMap<String, List<String>> result = new TreeMap<>();
        for (AbstractInsnNode insn : method.instructions) {
            for (TypeAnnotationNode annotation : both(insn.visibleTypeAnnotations, insn.invisibleTypeAnnotations)) {
                result.computeIfAbsent(describe(annotation), key -> new ArrayList<>())
                        .add(describe(insn));
            }
        }
        return result;
    }

    private static TreeSet<String> onLocals(MethodNode method) {
        TreeSet<String> result = new TreeSet<>();
        for (LocalVariableAnnotationNode annotation :
                both(method.visibleLocalVariableAnnotations, method.invisibleLocalVariableAnnotations)) {
            for (int range = 0; range < annotation.index.size(); range++) {
                int index = annotation.index.get(range);
                int start = method.instructions.indexOf(annotation.start.get(range));
                int end = method.instructions.indexOf(annotation.end.get(range));
                List<String> names = new ArrayList<>();
                for (LocalVariableNode variable : method.localVariables) {
                    if (variable.index == index
                            && method.instructions.indexOf(variable.start) == start
                            && method.instructions.indexOf(variable.end) == end) {
                        names.add(variable.name);
                    }
                }
                result.add(describe(annotation) + " " + names);
            }
        }
        return result;
    }

    private static TreeSet<String> onHandlers(MethodNode method) {
        TreeSet<String> result = new TreeSet<>();
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            for (TypeAnnotationNode annotation : both(block.visibleTypeAnnotations, block.invisibleTypeAnnotations)) {
                result.add(annotation.values + " " + block.type);
            }
        }
        return result;
    }

    private static String describe(TypeAnnotationNode annotation) {
        return annotation.values + " " + Integer.toHexString(annotation.typeRef) + " " + annotation.typePath;
    }

    private static String describe(AbstractInsnNode insn) {
        String operand = "";
        if (insn instanceof TypeInsnNode type) {
            operand = type.desc;
        } else if (insn instanceof MethodInsnNode call) {
            operand = call.owner + "." + call.name + call.desc;
        } else if (insn instanceof InvokeDynamicInsnNode call) {
            operand = call.name + call.desc;
        }
        return insn.getOpcode() + " " + operand;
    }

    private static <A> List<A> both(List<A> visible, List<A> invisible) {
        List<A> all = new ArrayList<>();
        if (visible != null) {
            all.addAll(visible);
        }
        if (invisible != null) {
            all.addAll(invisible);
        }
        return all;
    }
}
