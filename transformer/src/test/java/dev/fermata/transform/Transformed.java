package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Transforms what was compiled, and loads it. */
final class Transformed {

    private static final Transformer TRANSFORMER = new Transformer();

    private Transformed() {}

    /** The transformed class; fails if there was nothing to transform, or if it was refused. */
    static byte[] bytes(byte[] original) {
        TransformResult result = TRANSFORMER.transform(original);
        assertThat(result).isInstanceOf(TransformResult.Transformed.class);
        return ((TransformResult.Transformed) result).bytes();
    }

    static ClassNode node(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, 0);
        return node;
    }

    static MethodNode method(ClassNode node, String name) {
        return node.methods.stream()
                .filter(method -> method.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no method " + name));
    }

    /** Loads the classes of {@code compilation} after transforming those that need it; the JVM verifies them. */
    static Class<?> load(Map<String, byte[]> compilation, String name) {
        Map<String, byte[]> classes = new TreeMap<>(compilation);
        ClassSource others = internalName -> {
            byte[] compiled = compilation.get(internalName.replace('/', '.'));
            return compiled != null ? compiled : ofRuntime(internalName);
        };
        classes.replaceAll(
                (className, bytes) -> TRANSFORMER.transform(bytes, others) instanceof TransformResult.Transformed done
                        ? done.bytes()
                        : bytes);
        try {
            return Class.forName(name, true, new MemoryLoader(classes));
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }

    private static byte[] ofRuntime(String internalName) {
        try (InputStream file = Transformed.class.getClassLoader().getResourceAsStream(internalName + ".class")) {
            return file == null ? null : file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static final class MemoryLoader extends ClassLoader {
        private final Map<String, byte[]> classes;

        MemoryLoader(Map<String, byte[]> classes) {
            super(Transformed.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
