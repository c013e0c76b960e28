package dev.fermata.transform.internal.scan;

import dev.fermata.transform.ClassSource;
import dev.fermata.transform.internal.RuntimeNames;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds the awaitable twins of methods: {@code @AwaitableTwin} at a method of the class that a call names, or of a
 * supertype. Reads class files through a {@link ClassSource}, each once; classes of the JDK have no twins and those of the
 * runtime are known, so that neither is looked at. For the thread that transforms one class.
 */
public final class TwinLookup {

    private final ClassSource source;
    private final Map<String, Optional<ClassNode>> classes = new HashMap<>();

    /**
     * A method to await in the place of another.
     *
     * @param name its name
     * @param descriptor its descriptor
     */
    public record Twin(String name, String descriptor) {}

    /** Looks for classes in {@code source}; {@code self} is the class that is being transformed. */
    public TwinLookup(ClassSource source, ClassNode self) {
        this.source = source;
        classes.put(self.name, Optional.of(self));
    }

    /** The twin of the method that {@code call} calls, or empty. */
    public Optional<Twin> twinOf(MethodInsnNode call) {
        Set<String> seen = new HashSet<>();
        Deque<String> toVisit = new ArrayDeque<>(List.of(call.owner));
        while (!toVisit.isEmpty()) {
            String name = toVisit.remove();
            Optional<Twin> known = knownTwin(name, call);
            if (known.isPresent()) {
                return known;
            }
            Optional<ClassNode> node = seen.add(name) ? classNamed(name) : Optional.empty();
            if (node.isPresent()) {
                Optional<Twin> twin = twinIn(node.get(), call);
                if (twin.isPresent()) {
                    return twin;
                }
                if (node.get().superName != null) {
                    toVisit.add(node.get().superName);
                }
                toVisit.addAll(node.get().interfaces);
            }
        }
        return Optional.empty();
    }

    /** True if {@code name} or a supertype of it is a class that is not found, so that nobody can know all twins of it. */
    public boolean isUnknown(String name) {
        Set<String> seen = new HashSet<>();
        Deque<String> toVisit = new ArrayDeque<>(List.of(name));
        while (!toVisit.isEmpty()) {
            String next = toVisit.remove();
            if (seen.add(next) && !isOfJdk(next) && !next.startsWith(RuntimeNames.API)) {
                Optional<ClassNode> node = classNamed(next);
                if (node.isEmpty()) {
                    return true;
                }
                if (node.get().superName != null) {
                    toVisit.add(node.get().superName);
                }
                toVisit.addAll(node.get().interfaces);
            }
        }
        return false;
    }

    private static Optional<Twin> knownTwin(String owner, MethodInsnNode call) {
        if (RuntimeNames.CLOSED_BY_AWAIT.contains(owner) && call.name.equals("close") && call.desc.equals("()V")) {
            return Optional.of(new Twin(RuntimeNames.CLOSE_TWIN, RuntimeNames.TWIN_DESCRIPTOR));
        }
        if (RuntimeNames.ASYNC_ITERATOR.equals(owner) && call.name.equals("hasNext") && call.desc.equals("()Z")) {
            return Optional.of(new Twin(RuntimeNames.HAS_NEXT_TWIN, RuntimeNames.TWIN_DESCRIPTOR));
        }
        return Optional.empty();
    }

    private Optional<ClassNode> classNamed(String name) {
        return isOfJdk(name) ? Optional.empty() : classes.computeIfAbsent(name, this::read);
    }

    private static boolean isOfJdk(String name) {
        return name.startsWith("java/") || name.startsWith("javax/") || name.startsWith("jdk/") || name.startsWith("[");
    }

    private Optional<ClassNode> read(String name) {
        byte[] file = source.find(name);
        if (file == null) {
            return Optional.empty();
        }
        try {
            ClassNode node = new ClassNode();
            new ClassReader(file)
                    .accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return Optional.of(node);
        } catch (RuntimeException damaged) {
            return Optional.empty();
        }
    }

    private static Optional<Twin> twinIn(ClassNode owner, MethodInsnNode call) {
        for (MethodNode method : owner.methods) {
            if (method.name.equals(call.name) && method.desc.equals(call.desc) && method.invisibleAnnotations != null) {
                for (AnnotationNode annotation : method.invisibleAnnotations) {
                    if (annotation.desc.equals(RuntimeNames.AWAITABLE_TWIN_DESCRIPTOR)) {
                        return twinNamed((String) annotation.values.get(1), owner, call);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Twin> twinNamed(String name, ClassNode owner, MethodInsnNode call) {
        String parameters = call.desc.substring(0, call.desc.indexOf(')') + 1);
        return owner.methods.stream()
                .filter(method -> method.name.equals(name) && method.desc.startsWith(parameters))
                .filter(method -> Type.getReturnType(method.desc).getSort() == Type.OBJECT)
                .findFirst()
                .map(method -> new Twin(method.name, method.desc));
    }
}
