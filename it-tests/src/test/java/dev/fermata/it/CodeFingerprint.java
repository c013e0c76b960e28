package dev.fermata.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** Tells whether classes do the same: two that differ in nothing but debug information have the same fingerprint. */
final class CodeFingerprint {

    private CodeFingerprint() {}

    /** The fingerprint of the class {@code name} in {@code directory} and of all that are nested in it. */
    static String of(Path directory, String name) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        Path folder = directory.resolve(name.replace('.', '/')).getParent();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : FixtureClasses.files(folder, ".class")) {
                if (file.getFileName().toString().matches(simple + "(\\$.*)?\\.class")) {
                    digest.update(withoutDebugInformation(Files.readAllBytes(file)));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] withoutDebugInformation(byte[] classFile) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile).accept(writer, ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }
}
