package dev.fermata.transform.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

class MonitorRegionsTest {

    @Test
    void a_monitor_is_held_between_enter_and_exit() {
        MethodNode method = MethodFacts.method("(Ljava/lang/Object;)V", code -> {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitInsn(Opcodes.MONITORENTER);
            code.visitInsn(Opcodes.NOP);
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitInsn(Opcodes.MONITOREXIT);
            code.visitInsn(Opcodes.RETURN);
        });
        assertThat(isHeld(method, 1)).isFalse();
        assertThat(isHeld(method, 2)).isTrue();
        assertThat(isHeld(method, 5)).isFalse();
    }

    @Test
    void the_same_object_may_be_entered_twice() {
        MethodNode method = MethodFacts.method("(Ljava/lang/Object;)V", code -> {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitInsn(Opcodes.MONITORENTER);
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitInsn(Opcodes.MONITORENTER);
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitInsn(Opcodes.MONITOREXIT);
            code.visitInsn(Opcodes.NOP);
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitInsn(Opcodes.MONITOREXIT);
            code.visitInsn(Opcodes.RETURN);
        });
        assertThat(isHeld(method, 6)).isTrue();
        assertThat(isHeld(method, 9)).isFalse();
    }

    @Test
    void a_handler_that_covers_itself_ends_the_analysis_all_the_same() {
        MethodNode method = MethodFacts.method("(Ljava/lang/Object;)V", code -> {
            Label handler = new Label();
            Label end = new Label();
            code.visitTryCatchBlock(handler, end, handler, null);
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitInsn(Opcodes.MONITORENTER);
            code.visitInsn(Opcodes.ACONST_NULL);
            code.visitLabel(handler);
            code.visitInsn(Opcodes.POP);
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitInsn(Opcodes.MONITOREXIT);
            code.visitLabel(end);
            code.visitInsn(Opcodes.RETURN);
        });
        assertThat(isHeld(method, 4)).isTrue();
        assertThat(isHeld(method, 8)).isFalse();
    }

    private static boolean isHeld(MethodNode method, int instruction) {
        return MonitorRegions.of(ControlFlow.of(method)).isHeldAt(method.instructions.get(instruction));
    }
}
