package dev.fermata.transform.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

class LivenessTest {

    @Test
    void a_variable_is_live_until_its_last_read() {
        MethodNode method = MethodFacts.method("(I)V", code -> {
            code.visitInsn(Opcodes.NOP);
            code.visitVarInsn(Opcodes.ILOAD, 0);
            code.visitInsn(Opcodes.POP);
            code.visitInsn(Opcodes.RETURN);
        });
        assertThat(isLive(method, 0, 0)).isTrue();
        assertThat(isLive(method, 1, 0)).isTrue();
        assertThat(isLive(method, 2, 0)).isFalse();
    }

    @Test
    void a_store_ends_the_life_of_the_old_value() {
        MethodNode method = MethodFacts.method("(I)I", code -> {
            code.visitInsn(Opcodes.ICONST_1);
            code.visitVarInsn(Opcodes.ISTORE, 0);
            code.visitVarInsn(Opcodes.ILOAD, 0);
            code.visitInsn(Opcodes.IRETURN);
        });
        assertThat(isLive(method, 0, 0)).isFalse();
        assertThat(isLive(method, 2, 0)).isTrue();
    }

    @Test
    void an_increment_reads() {
        MethodNode method = MethodFacts.method("(I)V", code -> {
            code.visitIincInsn(0, 1);
            code.visitInsn(Opcodes.RETURN);
        });
        assertThat(isLive(method, 0, 0)).isTrue();
    }

    @Test
    void a_read_at_the_top_of_a_loop_keeps_a_variable_live_at_its_end() {
        MethodNode method = MethodFacts.method("(I)V", code -> {
            Label top = new Label();
            code.visitLabel(top);
            code.visitVarInsn(Opcodes.ILOAD, 0);
            code.visitInsn(Opcodes.POP);
            code.visitInsn(Opcodes.NOP);
            code.visitJumpInsn(Opcodes.GOTO, top);
        });
        assertThat(isLive(method, 3, 0)).isTrue();
    }

    @Test
    void a_read_in_a_handler_keeps_a_variable_live_in_all_of_its_range() {
        MethodNode method = MethodFacts.method("(II)V", code -> {
            Label start = new Label();
            Label end = new Label();
            Label handler = new Label();
            code.visitTryCatchBlock(start, end, handler, null);
            code.visitLabel(start);
            code.visitInsn(Opcodes.ICONST_0);
            code.visitVarInsn(Opcodes.ISTORE, 0);
            code.visitLabel(end);
            code.visitInsn(Opcodes.RETURN);
            code.visitLabel(handler);
            code.visitInsn(Opcodes.POP);
            code.visitVarInsn(Opcodes.ILOAD, 0);
            code.visitInsn(Opcodes.POP);
            code.visitInsn(Opcodes.RETURN);
        });
        assertThat(isLive(method, 1, 0)).isTrue();
        assertThat(isLive(method, 2, 0)).as("before the store, which may fail").isTrue();
        assertThat(isLive(method, 3, 0)).as("behind the range").isFalse();
        assertThat(isLive(method, 1, 1)).isFalse();
    }

    private static boolean isLive(MethodNode method, int instruction, int local) {
        AbstractInsnNode insn = method.instructions.get(instruction);
        return Liveness.of(ControlFlow.of(method)).isLive(insn, local);
    }
}
