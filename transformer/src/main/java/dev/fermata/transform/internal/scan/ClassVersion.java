package dev.fermata.transform.internal.scan;

import dev.fermata.transform.Diagnostic;
import dev.fermata.transform.DiagnosticCode;
import dev.fermata.transform.SourceLocation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** Tells from its first bytes (JVMS 4.1) whether a class file can be read. */
public final class ClassVersion {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int JAVA_OF_VERSION_0 = -44;
    private static final int OLDEST = Opcodes.V1_8;
    private static final int NEWEST = Opcodes.V25;

    private ClassVersion() {}

    /** The reason why {@code file} cannot be read, or empty. */
    public static Optional<Diagnostic> check(byte[] file) {
        if (file.length < 8 || intAt(file, 0) != MAGIC) {
            return Optional.of(new Diagnostic(
                    DiagnosticCode.BROKEN_CLASS_FILE, location(null), "this is not a class file; compile it again"));
        }
        int major = intAt(file, 4) & 0xFFFF;
        if (major >= OLDEST && major <= NEWEST) {
            return Optional.empty();
        }
        String remedy = major < OLDEST ? "compile it with --release 8 or later" : "use a newer version of Fermata";
        return Optional.of(new Diagnostic(
                DiagnosticCode.UNSUPPORTED_CLASS_VERSION,
                location(null),
                "class file version " + major + " (Java " + (major + JAVA_OF_VERSION_0)
                        + ") is not one of those known, " + OLDEST + " to " + NEWEST + "; " + remedy));
    }

    /** The place of a problem with a class of which at most the internal name could be read. */
    public static SourceLocation location(@Nullable String internalName) {
        return SourceLocation.ofClass(internalName == null ? "(class)" : internalName.replace('/', '.'), null);
    }

    private static int intAt(byte[] file, int offset) {
        return ((file[offset] & 0xFF) << 24)
                | ((file[offset + 1] & 0xFF) << 16)
                | ((file[offset + 2] & 0xFF) << 8)
                | (file[offset + 3] & 0xFF);
    }
}
