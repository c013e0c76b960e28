package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Debug information: nothing depends on it, and what there is stays true. */
class DebugInformationIT {

    private static final String SOURCE = """
            public class Main {
                @Async public static Coroutine<Object> run() {
                    return Coroutine.of(Await.on(body("p", 1L, List.of("x", "y"))));
                }
                @Async static Coroutine<String> body(String parameter, long wide, List<String> list) {
                    String text = null;
                    CharSequence chars = wide > 0 ? parameter : new StringBuilder(parameter);
                    for (String each : list) {
                        int length = each.length();
                        text = text + Await.on(later(each)) + length;
                    }
                    try {
                        Object[] array = {text, chars};
                        text = array[0] + Await.on(later("a"));
                        throw new IllegalStateException(text + array.length);
                    } catch (IllegalStateException e) {
                        double number = wide / 2.0;
                        Await.on(later("b"));
                        text = e.getMessage() + number;
                    } finally {
                        wide += Await.on(later("c")).length();
                    }
                    return Coroutine.of(text + wide + chars);
                }
                @Async static Coroutine<String> later(String text) {
                    Await.on(Tasks.yieldNow());
                    return Coroutine.of(text);
                }
            }
            """;
    private static final String RESULT = "nullx1y1a20.52p";

    @ParameterizedTest
    @ValueSource(strings = {"-g", "-g:none", "-g:lines", "-g:vars", "-g:source"})
    @Case("B34")
    void any_amount_of_debug_information_gives_the_same_behaviour(String debug) throws Exception {
        Program program = Program.compiled(List.of(debug, "--release", "17"), SOURCE);
        assertThat(program.transformed().run()).isEqualTo(RESULT);
    }

    @Test
    @Case("B34")
    void local_variables_without_a_table_or_with_a_part_of_it() throws Exception {
        assertThat(run(method -> method.localVariables = null)).isEqualTo(RESULT);
        assertThat(run(method -> method.localVariables.removeIf(variable -> variable.index % 2 == 0)))
                .isEqualTo(RESULT);
    }

    @Test
    @Case("B34")
    void a_parameter_with_two_entries_in_the_table() throws Exception {
        assertThat(run(method -> {
                    LocalVariableNode whole = method.localVariables.stream()
                            .filter(variable -> variable.name.equals("parameter"))
                            .findFirst()
                            .orElseThrow();
                    LabelNode middle = method.localVariables.stream()
                            .map(variable -> variable.start)
                            .filter(start -> start != whole.start)
                            .findFirst()
                            .orElseThrow();
                    method.localVariables.add(
                            new LocalVariableNode(whole.name, whole.desc, null, middle, whole.end, whole.index));
                    whole.end = middle;
                }))
                .isEqualTo(RESULT);
    }

    @Test
    @Case("B34")
    void local_variables_of_wrong_types_and_names() throws Exception {
        assertThat(run(method -> method.localVariables.forEach(variable -> {
                    variable.desc = variable.desc.length() == 1 ? "Ljava/lang/Integer;" : "I";
                    variable.signature = null;
                    variable.name = "wrong" + variable.index;
                })))
                .isEqualTo(RESULT);
    }

    @Test
    @Case("B34")
    void local_variables_of_types_that_do_not_exist() throws Exception {
        assertThat(run(method -> method.localVariables.forEach(variable -> {
                    variable.desc = "Lno/such/Type;";
                    variable.signature = "Lno/such/Type<TX;>;";
                })))
                .isEqualTo(RESULT);
    }

    @Test
    @Case("B34")
    void local_variables_that_are_said_to_live_in_all_of_the_method() throws Exception {
        assertThat(run(method -> {
                    method.localVariables.forEach(
                            variable -> variable.name += variable.index + variable.desc.charAt(0));
                    var end = new LabelNode();
                    method.instructions.add(end);
                    var start = new LabelNode();
                    method.instructions.insert(start);
                    var slots = new ArrayList<Integer>();
                    method.localVariables.removeIf(
                            variable -> slots.contains(variable.index) || !slots.add(variable.index));
                    method.localVariables.forEach(variable -> {
                        variable.start = start;
                        variable.end = end;
                    });
                }))
                .isEqualTo(RESULT);
    }

    @Test
    @Case("B85")
    void exactly_the_variables_that_are_read_later_are_in_range_at_an_await() {
        MethodNode before = Program.of(SOURCE).method("Main", "body");
        MethodNode after = Program.of(SOURCE).transformed().method("Main", "lambda$body$async");
        List<List<String>> expected = visibleAfter(before, "dev/fermata/Await", "on");
        assertThat(expected)
                .hasSizeGreaterThan(3)
                .contains(List.of("number", "e", "parameter", "wide", "list", "text", "chars"));
        // What is not read any more has no value after a suspension, and is out of range from there.
        assertThat(visibleAfter(after, "dev/fermata/codegen/Hooks", "goOn"))
                .hasSameSizeAs(expected)
                .containsExactly(
                        List.of("wide", "text", "chars"),
                        List.of("wide", "text", "chars"),
                        List.of("number", "e", "wide", "chars"),
                        List.of("wide", "text", "chars"),
                        List.of("wide"));
    }

    @Test
    @Case("B86")
    void no_line_is_invented_and_the_dispatch_has_none() {
        MethodNode before = Program.of(SOURCE).method("Main", "body");
        MethodNode after = Program.of(SOURCE).transformed().method("Main", "lambda$body$async");
        assertThat(lines(after).stream().distinct())
                .containsExactlyInAnyOrderElementsOf(
                        lines(before).stream().distinct().toList());
        AbstractInsnNode first = after.instructions.getFirst();
        while (first.getOpcode() < 0 && !(first instanceof LineNumberNode)) {
            first = first.getNext();
        }
        int firstLine = lines(before).get(0);
        assertThat(first instanceof LineNumberNode line ? line.line : firstLine).isEqualTo(firstLine);
    }

    @Test
    @Case("B86")
    void the_line_table_is_that_of_the_source() {
        MethodNode before = Program.of(SOURCE).method("Main", "body");
        MethodNode after = Program.of(SOURCE).transformed().method("Main", "lambda$body$async");
        assertThat(lines(after)).isEqualTo(lines(before));
    }

    @Test
    @Case("B86")
    void all_of_an_await_is_on_its_line() {
        MethodNode before = Program.of(SOURCE).method("Main", "body");
        MethodNode after = Program.of(SOURCE).transformed().method("Main", "lambda$body$async");
        List<Integer> awaits = linesOfCalls(before, "dev/fermata/Await", "on");
        assertThat(linesOfCalls(after, "dev/fermata/codegen/Hooks", "goOn")).isEqualTo(awaits);
        assertThat(linesOfCalls(after, "dev/fermata/codegen/Frame", "take")).isEqualTo(awaits);
    }

    private static Object run(Consumer<MethodNode> change) throws Exception {
        return Program.of(SOURCE)
                .change("Main", type -> {
                    type.methods.stream()
                            .filter(method -> method.name.equals("body"))
                            .forEach(change);
                    return type;
                })
                .transformed()
                .run();
    }

    /** For each call of the method, the names of the variables in range right behind it. */
    private static List<List<String>> visibleAfter(MethodNode method, String owner, String name) {
        List<List<String>> visible = new ArrayList<>();
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call && call.owner.equals(owner) && call.name.equals(name)) {
                int place = method.instructions.indexOf(call) + 1;
                visible.add(method.localVariables.stream()
                        .filter(variable -> inRange(method, variable, place))
                        .filter(variable -> !variable.name.equals("this"))
                        .map(variable -> variable.name)
                        .filter(variable ->
                                !variable.equals("array") && !variable.equals("each") && !variable.equals("length"))
                        .toList());
            }
        }
        return visible;
    }

    private static boolean inRange(MethodNode method, LocalVariableNode variable, int place) {
        return method.instructions.indexOf(variable.start) <= place
                && place < method.instructions.indexOf(variable.end);
    }

    private static List<Integer> linesOfCalls(MethodNode method, String owner, String name) {
        List<Integer> lines = new ArrayList<>();
        int line = 0;
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LineNumberNode entry) {
                line = entry.line;
            } else if (instruction instanceof MethodInsnNode call
                    && call.owner.equals(owner)
                    && call.name.equals(name)) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static List<Integer> lines(MethodNode method) {
        return new ArrayList<>(StreamSupport.stream(method.instructions.spliterator(), false)
                .filter(LineNumberNode.class::isInstance)
                .map(node -> ((LineNumberNode) node).line)
                .toList());
    }
}
