package dev.fermata.transform.internal.scan;

import dev.fermata.transform.ClassSource;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.ModuleExportNode;
import org.objectweb.asm.tree.ModuleNode;

/**
 * What modules let a class see of others (JVMS 5.4.4), as far as the descriptors beside the classes tell. Whether a jar will
 * be a module at run time nobody knows before; what is accessible here is accessible in both cases. For the thread that
 * transforms one class.
 */
final class ModuleAccess {

    private static final String BASE = "java.base";

    private final ClassSource source;
    private final ClassSource jdk;
    private final String self;
    private @Nullable ModuleNode own;
    private boolean looked;

    /** For the class with the internal name {@code self}, where others come from {@code source} and {@code jdk}. */
    ModuleAccess(ClassSource source, ClassSource jdk, String self) {
        this.source = source;
        this.jdk = jdk;
        this.self = self;
    }

    /** True if no module hides the public class {@code name}, for certain. */
    boolean isCertain(String name) {
        ModuleNode mine = own();
        if (mine == null && name.startsWith("java/")) {
            return true;
        }
        byte[] file = source.findModule(name);
        ModuleNode theirs = read(file != null ? file : jdk.findModule(name));
        if (theirs == null) {
            return mine == null;
        }
        if (mine != null && mine.name.equals(theirs.name)) {
            return true;
        }
        String packageName = name.substring(0, Math.max(0, name.lastIndexOf('/')));
        return exports(theirs, packageName, mine) && reads(mine, theirs);
    }

    private static boolean exports(ModuleNode module, String packageName, @Nullable ModuleNode to) {
        return module.exports != null
                && module.exports.stream().anyMatch(export -> export.packaze.equals(packageName) && isTo(export, to));
    }

    private static boolean isTo(ModuleExportNode export, @Nullable ModuleNode to) {
        return export.modules == null || export.modules.isEmpty() || (to != null && export.modules.contains(to.name));
    }

    /** What another module requires on behalf of this one is not looked at. */
    private static boolean reads(@Nullable ModuleNode from, ModuleNode module) {
        return from == null
                || module.name.equals(BASE)
                || from.requires.stream().anyMatch(required -> required.module.equals(module.name));
    }

    private @Nullable ModuleNode own() {
        if (!looked) {
            own = read(source.findModule(self));
            looked = true;
        }
        return own;
    }

    private static @Nullable ModuleNode read(byte @Nullable [] descriptor) {
        if (descriptor == null) {
            return null;
        }
        try {
            ClassNode node = new ClassNode();
            new ClassReader(descriptor).accept(node, ClassReader.SKIP_DEBUG);
            return node.module;
        } catch (RuntimeException damaged) {
            return null;
        }
    }
}
