package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Tasks;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Legal bytecode that no compiler emits. Each method is {@code Coroutine run(Awaitable)} of a class {@code Shape}. */
class HandWrittenShapesTest {

    private static final String DESCRIPTOR = "(Ldev/fermata/Awaitable;)Ldev/fermata/Coroutine;";
    private static final String BUILDER = "java/lang/StringBuilder";

    @Test
    void local_variable_0_may_be_used_for_something_else() throws Exception {
        assertThat(run(Opcodes.ACC_PUBLIC, code -> {
                    code.visitVarInsn(Opcodes.ALOAD, 0);
                    code.visitVarInsn(Opcodes.ASTORE, 2);
                    code.visitLdcInsn("kept ");
                    code.visitVarInsn(Opcodes.ASTORE, 0);
                    await(code, 1);
                    code.visitVarInsn(Opcodes.ASTORE, 3);
                    code.visitVarInsn(Opcodes.ALOAD, 0);
                    code.visitVarInsn(Opcodes.ALOAD, 2);
                    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "Shape", "toString", "()Ljava/lang/String;", false);
                    concat(code);
                    result(code);
                }))
                .isEqualTo("kept shape");
    }

    @Test
    void values_may_lie_below_the_returned_one() throws Exception {
        assertThat(run(Opcodes.ACC_PUBLIC, code -> {
                    code.visitInsn(Opcodes.LCONST_1);
                    code.visitLdcInsn("below");
                    await(code, 1);
                    code.visitMethodInsn(
                            Opcodes.INVOKESTATIC,
                            "Shape",
                            "asIs",
                            "(Ljava/lang/Object;)Ldev/fermata/Coroutine;",
                            false);
                    code.visitInsn(Opcodes.ARETURN);
                }))
                .isEqualTo("awaited");
    }

    @Test
    void an_uninitialised_object_may_wait_in_a_local_variable() throws Exception {
        assertThat(run(Opcodes.ACC_PUBLIC, code -> {
                    code.visitTypeInsn(Opcodes.NEW, BUILDER);
                    code.visitVarInsn(Opcodes.ASTORE, 2);
                    code.visitVarInsn(Opcodes.ALOAD, 2);
                    await(code, 1);
                    construct(code);
                    code.visitVarInsn(Opcodes.ALOAD, 2);
                    result(code);
                }))
                .hasToString("awaited");
    }

    @Test
    void two_uninitialised_objects_may_lie_across_each_other() throws Exception {
        assertThat(run(Opcodes.ACC_PUBLIC, code -> {
                    code.visitTypeInsn(Opcodes.NEW, BUILDER);
                    code.visitTypeInsn(Opcodes.NEW, BUILDER);
                    code.visitInsn(Opcodes.DUP2);
                    code.visitInsn(Opcodes.SWAP);
                    await(code, 1); // first, second, second, first, value
                    construct(code); // first, second, second
                    await(code, 1);
                    construct(code); // first, second
                    code.visitInsn(Opcodes.POP);
                    result(code);
                }))
                .hasToString("awaited");
    }

    @Test
    void an_uninitialised_object_may_be_dropped_after_an_await() throws Exception {
        assertThat(run(Opcodes.ACC_PUBLIC, code -> {
                    code.visitTypeInsn(Opcodes.NEW, BUILDER);
                    await(code, 1);
                    code.visitInsn(Opcodes.SWAP);
                    code.visitInsn(Opcodes.POP);
                    result(code);
                }))
                .isEqualTo("awaited");
    }

    @Test
    void a_loop_may_begin_at_the_first_instruction() throws Exception {
        assertThat(run(Opcodes.ACC_PUBLIC, code -> {
                    Label start = new Label();
                    code.visitLabel(start);
                    code.visitFrame(
                            Opcodes.F_NEW, 2, new Object[] {"Shape", "dev/fermata/Awaitable"}, 0, new Object[0]);
                    await(code, 1);
                    code.visitInsn(Opcodes.DUP);
                    Label end = new Label();
                    code.visitJumpInsn(Opcodes.IFNONNULL, end);
                    code.visitInsn(Opcodes.POP);
                    code.visitJumpInsn(Opcodes.GOTO, start);
                    code.visitLabel(end);
                    code.visitFrame(Opcodes.F_NEW, 2, new Object[] {"Shape", "dev/fermata/Awaitable"}, 1, new Object[] {
                        "java/lang/Object"
                    });
                    result(code);
                }))
                .isEqualTo("awaited");
    }

    @Test
    void an_await_may_stand_right_before_a_join_and_leave_an_object() throws Exception {
        assertThat(run(Opcodes.ACC_PUBLIC, code -> {
                    Label other = new Label();
                    Label join = new Label();
                    Object[] locals = {"Shape", "dev/fermata/Awaitable"};
                    code.visitVarInsn(Opcodes.ALOAD, 1);
                    code.visitJumpInsn(Opcodes.IFNULL, other);
                    await(code, 1);
                    code.visitJumpInsn(Opcodes.GOTO, join);
                    code.visitLabel(other);
                    code.visitFrame(Opcodes.F_NEW, 2, locals, 0, new Object[0]);
                    await(code, 1);
                    code.visitLabel(join);
                    code.visitFrame(Opcodes.F_NEW, 2, locals, 1, new Object[] {"java/lang/Object"});
                    result(code);
                }))
                .isEqualTo("awaited");
    }

    private static void await(MethodVisitor code, int local) {
        code.visitVarInsn(Opcodes.ALOAD, local);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, "dev/fermata/Await", "on", "(Ldev/fermata/Awaitable;)Ljava/lang/Object;", false);
    }

    private static void construct(MethodVisitor code) {
        code.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "(Ljava/lang/String;)V", false);
    }

    private static void concat(MethodVisitor code) {
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, "java/lang/String", "concat", "(Ljava/lang/String;)Ljava/lang/String;", false);
    }

    private static void result(MethodVisitor code) {
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "dev/fermata/Coroutine",
                "of",
                "(Ljava/lang/Object;)Ldev/fermata/Coroutine;",
                false);
        code.visitInsn(Opcodes.ARETURN);
    }

    private static Object run(int access, Consumer<MethodVisitor> body) throws Exception {
        Class<?> shape = Transformed.load(Map.of("Shape", shapeWith(access, body)), "Shape");
        Coroutine<?> coroutine = (Coroutine<?>) shape.getMethod("run", dev.fermata.Awaitable.class)
                .invoke(shape.getConstructor().newInstance(), awaitedLater());
        return Fermata.run(coroutine);
    }

    private static dev.fermata.Awaitable<Object> awaitedLater() {
        return waiter -> Tasks.yieldNow().await(new dev.fermata.Awaitable.Waiter<Object>() {
            @Override
            public boolean complete(Object ignored) {
                return waiter.complete("awaited");
            }

            @Override
            public boolean fail(Throwable failure) {
                return waiter.fail(failure);
            }

            @Override
            public void onCancel(Runnable action) {
                waiter.onCancel(action);
            }
        });
    }

    private static byte[] shapeWith(int access, Consumer<MethodVisitor> body) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Shape", null, "java/lang/Object", null);
        method(writer, Opcodes.ACC_PUBLIC, "<init>", "()V", code -> {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
            code.visitInsn(Opcodes.RETURN);
        });
        method(writer, Opcodes.ACC_PUBLIC, "toString", "()Ljava/lang/String;", code -> {
            code.visitLdcInsn("shape");
            code.visitInsn(Opcodes.ARETURN);
        });
        method(writer, Opcodes.ACC_STATIC, "asIs", "(Ljava/lang/Object;)Ldev/fermata/Coroutine;", code -> {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            result(code);
        });
        MethodVisitor run = writer.visitMethod(access, "run", DESCRIPTOR, null, null);
        run.visitAnnotation("Ldev/fermata/Async;", true).visitEnd();
        fill(run, body);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void method(
            ClassWriter writer, int access, String name, String descriptor, Consumer<MethodVisitor> body) {
        fill(writer.visitMethod(access, name, descriptor, null, null), body);
    }

    private static void fill(MethodVisitor method, Consumer<MethodVisitor> body) {
        method.visitCode();
        body.accept(method);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
