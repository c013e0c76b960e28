package dev.fermata.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Awaitable;
import dev.fermata.Tasks;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Exception tables that no compiler writes. Each test writes the code of {@code body}, whose local variables are a
 * {@link Steps} and a {@code StringBuilder}, and which returns what the latter holds.
 */
public class HandWrittenIT {

    private static final String STEPS = "dev/fermata/it/HandWrittenIT$Steps";
    private static final String TEXT = "java/lang/StringBuilder";
    private static final Object[] LOCALS = {STEPS, TEXT};

    private static final String SOURCE = """
            public class Main {
                @Async public static Coroutine<Object> run() {
                    var steps = new dev.fermata.it.HandWrittenIT.Steps();
                    try {
                        return Coroutine.of(Await.on(body(steps, new StringBuilder())));
                    } catch (RuntimeException e) {
                        return Coroutine.of("thrown " + e.getMessage());
                    }
                }
                @Async static Coroutine<Object> body(dev.fermata.it.HandWrittenIT.Steps steps, StringBuilder text) {
                    return null;
                }
                @Async static Coroutine<Object> child() {
                    throw new IllegalStateException("child");
                }
            }
            """;

    /** What is awaited: suspends, then fails as long as it should. */
    public static final class Steps {

        private int failures;
        private int number;

        public void failures(int count) {
            failures = count;
        }

        public Awaitable<String> next() {
            int step = number++;
            RuntimeException failure = failures-- > 0 ? new IllegalStateException("f" + step) : null;
            return later("s" + step, failure);
        }

        static <T> Awaitable<T> later(T value, RuntimeException failure) {
            return waiter -> Tasks.yieldNow().await(new Awaitable.Waiter<Void>() {
                @Override
                public boolean complete(Void ignored) {
                    return failure == null ? waiter.complete(value) : waiter.fail(failure);
                }

                @Override
                public boolean fail(Throwable unexpected) {
                    return waiter.fail(unexpected);
                }

                @Override
                public void onCancel(Runnable action) {}
            });
        }
    }

    /** An exception that can be awaited. */
    public static final class AwaitableException extends RuntimeException implements Awaitable<String> {

        private static final long serialVersionUID = 1;

        @Override
        public void await(Waiter<? super String> waiter) {
            Steps.later("from the exception", null).await(waiter);
        }

        public static void raise() {
            throw new AwaitableException();
        }
    }

    @Test
    @Case("B43")
    void a_handler_that_covers_itself_handles_what_its_own_await_throws() throws Exception {
        assertThat(run(3, code -> {
                    Label start = new Label();
                    Label handler = new Label();
                    Label end = new Label();
                    code.visitTryCatchBlock(start, end, handler, "java/lang/IllegalStateException");
                    code.visitLabel(start);
                    awaitAndAppend(code);
                    result(code);
                    handler(code, handler);
                    code.visitMethodInsn(
                            Opcodes.INVOKEVIRTUAL, "java/lang/Throwable", "getMessage", "()Ljava/lang/String;", false);
                    append(code);
                    awaitAndAppend(code);
                    result(code);
                    code.visitLabel(end);
                }))
                .isEqualTo("f0f1f2s3");
    }

    @Test
    @Case("B43")
    void a_catch_all_handler_that_covers_only_itself() throws Exception {
        assertThat(run(2, code -> {
                    Label start = new Label();
                    Label end = new Label();
                    Label handler = new Label();
                    Label handlerEnd = new Label();
                    code.visitTryCatchBlock(start, end, handler, null);
                    code.visitTryCatchBlock(handler, handlerEnd, handler, null);
                    code.visitLabel(start);
                    awaitAndAppend(code);
                    code.visitLabel(end);
                    result(code);
                    handler(code, handler);
                    code.visitInsn(Opcodes.POP);
                    awaitAndAppend(code);
                    code.visitLabel(handlerEnd);
                    result(code);
                }))
                .isEqualTo("s2");
    }

    @Test
    @Case("B44")
    void a_try_range_around_nothing_but_an_allocation_that_is_moved() throws Exception {
        assertThat(run(0, code -> {
                    Label start = new Label();
                    Label end = new Label();
                    Label handler = new Label();
                    code.visitTryCatchBlock(start, end, handler, "java/lang/OutOfMemoryError");
                    code.visitLabel(start);
                    code.visitTypeInsn(Opcodes.NEW, TEXT);
                    code.visitInsn(Opcodes.DUP);
                    code.visitLabel(end);
                    await(code);
                    code.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
                    code.visitMethodInsn(Opcodes.INVOKESPECIAL, TEXT, "<init>", "(Ljava/lang/String;)V", false);
                    code.visitVarInsn(Opcodes.ASTORE, 1);
                    result(code);
                    handler(code, handler);
                    code.visitInsn(Opcodes.ATHROW);
                }))
                .isEqualTo("s0");
    }

    @Test
    @Case("B44")
    void try_ranges_around_a_single_instruction_beside_an_await() throws Exception {
        assertThat(run(0, code -> {
                    Label handler = new Label();
                    Label[] labels = {new Label(), new Label(), new Label(), new Label(), new Label()};
                    code.visitTryCatchBlock(labels[0], labels[1], handler, "java/lang/IllegalStateException");
                    code.visitTryCatchBlock(labels[1], labels[2], handler, "java/lang/ArithmeticException");
                    code.visitTryCatchBlock(labels[3], labels[4], handler, "java/lang/ClassCastException");
                    code.visitLabel(labels[0]);
                    code.visitInsn(Opcodes.NOP);
                    code.visitLabel(labels[1]);
                    code.visitVarInsn(Opcodes.ALOAD, 0);
                    code.visitLabel(labels[2]);
                    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, STEPS, "next", "()Ldev/fermata/Awaitable;", false);
                    awaitTop(code);
                    code.visitLabel(labels[3]);
                    code.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/Integer");
                    code.visitLabel(labels[4]);
                    code.visitInsn(Opcodes.POP);
                    result(code);
                    handler(code, handler);
                    code.visitInsn(Opcodes.POP);
                    awaitAndAppend(code);
                    result(code);
                }))
                .isEqualTo("s1");
    }

    @Test
    @Case("B44")
    void a_try_range_around_nothing_but_the_await() throws Exception {
        assertThat(run(1, code -> {
                    Label start = new Label();
                    Label end = new Label();
                    Label handler = new Label();
                    code.visitTryCatchBlock(start, end, handler, "java/lang/IllegalStateException");
                    code.visitLdcInsn("below");
                    code.visitVarInsn(Opcodes.ALOAD, 0);
                    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, STEPS, "next", "()Ldev/fermata/Awaitable;", false);
                    code.visitLabel(start);
                    awaitTop(code);
                    code.visitLabel(end);
                    code.visitInsn(Opcodes.POP2);
                    result(code);
                    handler(code, handler);
                    code.visitInsn(Opcodes.POP);
                    awaitAndAppend(code);
                    result(code);
                }))
                .isEqualTo("s1");
    }

    @Test
    @Case("B53")
    void a_handler_whose_first_instruction_is_the_await() throws Exception {
        assertThat(run(0, code -> {
                    Label start = new Label();
                    Label handler = new Label();
                    code.visitTryCatchBlock(start, handler, handler, "dev/fermata/it/HandWrittenIT$AwaitableException");
                    code.visitLabel(start);
                    code.visitMethodInsn(
                            Opcodes.INVOKESTATIC,
                            "dev/fermata/it/HandWrittenIT$AwaitableException",
                            "raise",
                            "()V",
                            false);
                    result(code);
                    code.visitLabel(handler);
                    code.visitFrame(
                            Opcodes.F_NEW, 2, LOCALS, 1, new Object[] {"dev/fermata/it/HandWrittenIT$AwaitableException"
                            });
                    awaitTop(code);
                    append(code);
                    result(code);
                }))
                .isEqualTo("from the exception");
    }

    @Test
    @Case("B53")
    void a_range_that_ends_and_one_that_starts_at_the_await() throws Exception {
        assertThat(run(1, code -> {
                    Label start = new Label();
                    Label await = new Label();
                    Label end = new Label();
                    Label before = new Label();
                    Label after = new Label();
                    code.visitTryCatchBlock(start, await, before, null);
                    code.visitTryCatchBlock(await, end, after, null);
                    code.visitLabel(start);
                    code.visitVarInsn(Opcodes.ALOAD, 0);
                    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, STEPS, "next", "()Ldev/fermata/Awaitable;", false);
                    code.visitLabel(await);
                    awaitTop(code);
                    append(code);
                    code.visitLabel(end);
                    result(code);
                    handler(code, before);
                    code.visitInsn(Opcodes.POP);
                    code.visitLdcInsn("before");
                    append(code);
                    result(code);
                    handler(code, after);
                    code.visitInsn(Opcodes.POP);
                    code.visitLdcInsn("after");
                    append(code);
                    result(code);
                }))
                .isEqualTo("after");
    }

    @Test
    @Case("B53")
    void two_exceptions_with_one_handler() throws Exception {
        for (String first : List.of("java/io/IOException", "java/lang/IllegalStateException")) {
            String second = first.endsWith("IOException") ? "java/lang/IllegalStateException" : "java/io/IOException";
            assertThat(run(2, code -> {
                        Label start = new Label();
                        Label end = new Label();
                        Label handler = new Label();
                        code.visitTryCatchBlock(start, end, handler, first);
                        code.visitTryCatchBlock(start, end, handler, second);
                        code.visitLabel(start);
                        code.visitFrame(Opcodes.F_NEW, 2, LOCALS, 0, new Object[0]);
                        awaitAndAppend(code);
                        code.visitLabel(end);
                        result(code);
                        handler(code, handler);
                        code.visitInsn(Opcodes.POP);
                        code.visitJumpInsn(Opcodes.GOTO, start);
                    }))
                    .isEqualTo("s2");
        }
    }

    @Test
    @Case({"B42", "B53"})
    void of_two_entries_for_one_range_the_first_one_wins() throws Exception {
        assertThat(run(1, code -> {
                    Label start = new Label();
                    Label end = new Label();
                    Label first = new Label();
                    Label second = new Label();
                    code.visitTryCatchBlock(start, end, first, "java/lang/RuntimeException");
                    code.visitTryCatchBlock(start, end, second, "java/lang/IllegalStateException");
                    code.visitLabel(start);
                    awaitAndAppend(code);
                    code.visitLabel(end);
                    result(code);
                    handler(code, second);
                    code.visitInsn(Opcodes.ATHROW);
                    handler(code, first);
                    code.visitInsn(Opcodes.POP);
                    code.visitLdcInsn("first");
                    append(code);
                    result(code);
                }))
                .isEqualTo("first");
    }

    @Test
    @Case("B53")
    void a_handler_that_stands_before_its_range() throws Exception {
        assertThat(run(1, code -> {
                    Label start = new Label();
                    Label end = new Label();
                    Label handler = new Label();
                    code.visitTryCatchBlock(start, end, handler, "java/lang/IllegalStateException");
                    code.visitJumpInsn(Opcodes.GOTO, start);
                    handler(code, handler);
                    code.visitInsn(Opcodes.POP);
                    code.visitLdcInsn("again ");
                    append(code);
                    code.visitLabel(start);
                    code.visitFrame(Opcodes.F_NEW, 2, LOCALS, 0, new Object[0]);
                    awaitAndAppend(code);
                    code.visitLabel(end);
                    result(code);
                }))
                .isEqualTo("again s1");
    }

    @Test
    @Case("B45")
    void an_exception_of_the_await_passes_a_range_that_begins_right_behind_it() throws Exception {
        assertThat(run(1, code -> {
                    Label start = new Label();
                    Label end = new Label();
                    Label handler = new Label();
                    code.visitTryCatchBlock(start, end, handler, null);
                    await(code);
                    code.visitLabel(start);
                    append(code);
                    code.visitLabel(end);
                    result(code);
                    handler(code, handler);
                    code.visitInsn(Opcodes.POP);
                    result(code);
                }))
                .isEqualTo("thrown f0");
    }

    @Test
    @Case("B53")
    void a_failure_of_the_called_method_passes_a_range_that_ends_before_the_await() throws Exception {
        assertThat(run(0, code -> {
                    Label start = new Label();
                    Label end = new Label();
                    Label handler = new Label();
                    code.visitTryCatchBlock(start, end, handler, "java/lang/IllegalStateException");
                    code.visitLabel(start);
                    callChild(code);
                    code.visitLabel(end);
                    awaitTop(code);
                    append(code);
                    result(code);
                    handler(code, handler);
                    code.visitInsn(Opcodes.POP);
                    result(code);
                }))
                .isEqualTo("thrown child");
    }

    @Test
    @Case("B53")
    void a_failure_of_the_called_method_reaches_a_range_that_begins_at_the_await() throws Exception {
        assertThat(run(0, code -> {
                    Label start = new Label();
                    Label end = new Label();
                    Label handler = new Label();
                    code.visitTryCatchBlock(start, end, handler, "java/lang/IllegalStateException");
                    callChild(code);
                    code.visitLabel(start);
                    awaitTop(code);
                    code.visitLabel(end);
                    append(code);
                    result(code);
                    handler(code, handler);
                    code.visitMethodInsn(
                            Opcodes.INVOKEVIRTUAL, "java/lang/Throwable", "getMessage", "()Ljava/lang/String;", false);
                    append(code);
                    result(code);
                }))
                .isEqualTo("child");
    }

    private static Object run(int failures, Consumer<MethodNode> body) throws Exception {
        Program program = Program.of(SOURCE).change("Main", type -> {
            MethodNode code = type.methods.stream()
                    .filter(method -> method.name.equals("body"))
                    .findFirst()
                    .orElseThrow();
            code.instructions.clear();
            code.localVariables = null;
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitLdcInsn(failures);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, STEPS, "failures", "(I)V", false);
            body.accept(code);
            code.maxStack = 8;
            code.maxLocals = 4;
            return type;
        });
        return program.transformed().run();
    }

    private static void await(MethodNode code) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, STEPS, "next", "()Ldev/fermata/Awaitable;", false);
        awaitTop(code);
    }

    private static void callChild(MethodNode code) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "Main", "child", "()Ldev/fermata/Coroutine;", false);
    }

    private static void awaitTop(MethodNode code) {
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, "dev/fermata/Await", "on", "(Ldev/fermata/Awaitable;)Ljava/lang/Object;", false);
    }

    private static void awaitAndAppend(MethodNode code) {
        await(code);
        append(code);
    }

    /** Appends the value on the stack to the text. */
    private static void append(MethodNode code) {
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitInsn(Opcodes.SWAP);
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, TEXT, "append", "(Ljava/lang/Object;)Ljava/lang/StringBuilder;", false);
        code.visitInsn(Opcodes.POP);
    }

    private static void handler(MethodNode code, Label label) {
        code.visitLabel(label);
        code.visitFrame(Opcodes.F_NEW, 2, LOCALS, 1, new Object[] {"java/lang/Throwable"});
    }

    private static void result(MethodNode code) {
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, TEXT, "toString", "()Ljava/lang/String;", false);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "dev/fermata/Coroutine",
                "of",
                "(Ljava/lang/Object;)Ldev/fermata/Coroutine;",
                false);
        code.visitInsn(Opcodes.ARETURN);
    }
}
