package dev.fermata.benchmarks.transform;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The classes of a large application, none of which is asynchronous; {@link LargeMain} loads all of them. */
final class LargeApplication {

    private LargeApplication() {}

    /** Writes the jar unless it is there; returns it. */
    static Path jar(Path directory, int classes) throws IOException {
        Path jar = directory.resolve("large-" + classes + ".jar");
        if (!Files.exists(jar)) {
            Files.createDirectories(directory);
            Path partial = Files.createTempFile(directory, "large", ".jar");
            try (OutputStream out = Files.newOutputStream(partial);
                    JarOutputStream zip = new JarOutputStream(out)) {
                for (int i = 0; i < classes; i++) {
                    add(zip, name(i), plain(i));
                }
            }
            Files.move(partial, jar);
        }
        return jar;
    }

    private static void add(JarOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new JarEntry(name + ".class"));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static String name(int i) {
        return "large/p" + i / 100 + "/C" + i;
    }

    /** A class of the usual size, some KB: fields, constants, calls of the JDK and a loop in each of its methods. */
    static byte[] plain(int i) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, name(i), null, "java/lang/Object", null);
        for (int m = 0; m < 20; m++) {
            writer.visitField(Opcodes.ACC_PRIVATE, "field" + m, "Ljava/lang/String;", null, null)
                    .visitEnd();
            MethodVisitor code = writer.visitMethod(
                    Opcodes.ACC_PUBLIC, "method" + m, "(Ljava/lang/StringBuilder;)Ljava/lang/String;", null, null);
            code.visitCode();
            for (int s = 0; s < 5; s++) {
                code.visitVarInsn(Opcodes.ALOAD, 1);
                code.visitLdcInsn("text " + i + " " + m + " " + s);
                code.visitMethodInsn(
                        Opcodes.INVOKEVIRTUAL,
                        "java/lang/StringBuilder",
                        "append",
                        "(Ljava/lang/String;)Ljava/lang/StringBuilder;",
                        false);
                code.visitInsn(Opcodes.POP);
            }
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, name(i), "field" + m, "Ljava/lang/String;");
            code.visitInsn(Opcodes.ARETURN);
            code.visitMaxs(0, 0);
            code.visitEnd();
        }
        writer.visitEnd();
        return writer.toByteArray();
    }
}
