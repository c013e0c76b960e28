package dev.fermata.transform.internal.scan;

import dev.fermata.transform.ClassSource;
import dev.fermata.transform.internal.RuntimeNames;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/**
 * Which types the instructions of a class may name. A value can have a type that they may not: {@code var} takes whatever
 * a method of another package returns, and the verifier (JVMS 4.10.1.2) asks for no access where resolution (JVMS 5.4.4)
 * does.
 *
 * <p>What counts are the flags of the class file itself: there a protected nested class is public and a private one is
 * not; and the modules of the two classes. Class files are read through a {@link ClassSource}, each once; those of the JDK
 * from the one that this runs on. What cannot be known before the program runs is doubtful: a class that is not found (unless
 * it is one of the runtime, which are known), one that a module may hide. For the thread that transforms one class.
 */
public final class ClassAccess {

    private final ClassSource source;
    private final ClassSource jdk = new JdkClasses();
    private final ModuleAccess modules;
    private final String ownPackage;
    private final Map<String, Verdict> verdicts = new HashMap<>();

    /** What an instruction that names a type meets. */
    public enum Verdict {
        /** The type can be named. */
        ACCESSIBLE,
        /** A class or interface, or an array of one, that perhaps can be named. */
        DOUBTFUL,
        /** A class, or an array of one, that must not be named. */
        HIDDEN_CLASS,
        /** An interface, or an array of one, that perhaps must not be named. */
        HIDDEN_INTERFACE
    }

    /** Looks for classes in {@code source}; {@code self} is the class that is being transformed. */
    public ClassAccess(ClassSource source, ClassNode self) {
        this.source = source;
        modules = new ModuleAccess(source, jdk, self.name);
        ownPackage = packageOf(self.name);
    }

    /** Judges a type, given by the internal name of its class or by the descriptor of an array. */
    public Verdict of(String type) {
        Type element = Type.getObjectType(type);
        while (element.getSort() == Type.ARRAY) {
            element = element.getElementType();
        }
        return element.getSort() == Type.OBJECT
                ? verdicts.computeIfAbsent(element.getInternalName(), this::ofClass)
                : Verdict.ACCESSIBLE;
    }

    private Verdict ofClass(String name) {
        if (packageOf(name).equals(ownPackage)) {
            return Verdict.ACCESSIBLE;
        }
        byte[] file = find(name);
        if (file == null) {
            return packageOf(name).equals(RuntimeNames.API) ? Verdict.ACCESSIBLE : Verdict.DOUBTFUL;
        }
        int access;
        try {
            access = new ClassReader(file).getAccess();
        } catch (RuntimeException damaged) {
            return Verdict.DOUBTFUL;
        }
        boolean isPublic = (access & Opcodes.ACC_PUBLIC) != 0;
        if (isPublic && modules.isCertain(name)) {
            return Verdict.ACCESSIBLE;
        }
        if ((access & Opcodes.ACC_INTERFACE) != 0) {
            return Verdict.HIDDEN_INTERFACE;
        }
        return isPublic ? Verdict.DOUBTFUL : Verdict.HIDDEN_CLASS;
    }

    private byte @Nullable [] find(String name) {
        byte[] known = name.startsWith("java/") ? null : source.find(name);
        return known != null ? known : jdk.find(name);
    }

    private static String packageOf(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }
}
