package dev.fermata.transform.internal.scan;

import static dev.fermata.transform.internal.scan.ClassAccess.Verdict.ACCESSIBLE;
import static dev.fermata.transform.internal.scan.ClassAccess.Verdict.DOUBTFUL;
import static dev.fermata.transform.internal.scan.ClassAccess.Verdict.HIDDEN_CLASS;
import static dev.fermata.transform.internal.scan.ClassAccess.Verdict.HIDDEN_INTERFACE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

class ClassAccessTest {

    private final List<String> read = new ArrayList<>();
    private final Map<String, byte[]> files = Map.of(
            "other/Public", file("other/Public", Opcodes.ACC_PUBLIC),
            "other/Outer$Protected", file("other/Outer$Protected", Opcodes.ACC_PUBLIC),
            "other/Outer$Private", file("other/Outer$Private", 0),
            "other/Hidden", file("other/Hidden", Opcodes.ACC_SUPER),
            "other/HiddenFace", file("other/HiddenFace", Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT),
            "own/deeper/Hidden", file("own/deeper/Hidden", 0),
            "own/Hidden", file("own/Hidden", 0),
            "other/Damaged", new byte[] {1, 2, 3});
    private final ClassAccess access = new ClassAccess(this::find, self("own/Main"));

    @Test
    void a_public_class_is_accessible() {
        assertThat(access.of("other/Public")).isEqualTo(ACCESSIBLE);
    }

    @Test
    void a_class_of_another_package_that_is_not_public_is_hidden() {
        assertThat(access.of("other/Hidden")).isEqualTo(HIDDEN_CLASS);
        assertThat(access.of("own/deeper/Hidden")).isEqualTo(HIDDEN_CLASS);
    }

    @Test
    void so_is_an_interface() {
        assertThat(access.of("other/HiddenFace")).isEqualTo(HIDDEN_INTERFACE);
    }

    @Test
    void nested_classes_count_by_the_flags_of_their_class_files() {
        assertThat(access.of("other/Outer$Protected")).isEqualTo(ACCESSIBLE);
        assertThat(access.of("other/Outer$Private")).isEqualTo(HIDDEN_CLASS);
    }

    @Test
    void arrays_are_as_accessible_as_their_elements() {
        assertThat(access.of("[Lother/Public;")).isEqualTo(ACCESSIBLE);
        assertThat(access.of("[[Lother/Hidden;")).isEqualTo(HIDDEN_CLASS);
        assertThat(access.of("[Lother/HiddenFace;")).isEqualTo(HIDDEN_INTERFACE);
        assertThat(access.of("[[J")).isEqualTo(ACCESSIBLE);
    }

    @Test
    void all_of_the_own_package_is_accessible_without_a_look() {
        assertThat(access.of("own/Hidden")).isEqualTo(ACCESSIBLE);
        assertThat(access.of("own/Main")).isEqualTo(ACCESSIBLE);
        assertThat(read).isEmpty();
    }

    @Test
    void the_default_package_is_a_package() {
        ClassAccess ofDefault = new ClassAccess(this::find, self("Main"));
        assertThat(ofDefault.of("Other")).isEqualTo(ACCESSIBLE);
        assertThat(ofDefault.of("own/Hidden")).isEqualTo(HIDDEN_CLASS);
    }

    @Test
    void classes_of_the_jdk_are_read_from_the_jdk() {
        assertThat(access.of("java/lang/String")).isEqualTo(ACCESSIBLE);
        assertThat(access.of("java/lang/AbstractStringBuilder")).isEqualTo(HIDDEN_CLASS);
        assertThat(read).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_doubtful() {
        assertThat(access.of("other/Absent")).isEqualTo(DOUBTFUL);
        assertThat(access.of("[Lother/Damaged;")).isEqualTo(DOUBTFUL);
    }

    @Test
    void classes_of_the_runtime_are_known() {
        assertThat(access.of("dev/fermata/Task")).isEqualTo(ACCESSIBLE);
        assertThat(access.of("dev/fermata/other/Task")).isEqualTo(DOUBTFUL);
    }

    @Test
    void packages_that_the_jdk_does_not_export_are_doubtful() {
        assertThat(access.of("java/sql/Date")).isEqualTo(ACCESSIBLE);
        assertThat(access.of("javax/crypto/Cipher")).isEqualTo(ACCESSIBLE);
        assertThat(access.of("sun/security/x509/X500Name")).isEqualTo(DOUBTFUL);
        assertThat(access.of("sun/nio/ch/DirectBuffer")).isEqualTo(HIDDEN_INTERFACE);
        assertThat(access.of("com/sun/tools/javac/tree/JCTree")).isEqualTo(DOUBTFUL);
        assertThat(access.of("com/sun/source/tree/TreeVisitor")).isEqualTo(ACCESSIBLE);
    }

    @Test
    void each_class_is_read_once() {
        access.of("other/Hidden");
        access.of("[Lother/Hidden;");
        access.of("other/Hidden");
        assertThat(read).containsExactly("other/Hidden");
    }

    private byte[] find(String name) {
        read.add(name);
        return files.get(name);
    }

    private static byte[] file(String name, int flags) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, flags, name, null, "java/lang/Object", null);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static ClassNode self(String name) {
        ClassNode node = new ClassNode();
        node.name = name;
        return node;
    }
}
