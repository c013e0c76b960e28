package dev.fermata.transform.internal.scan;

import dev.fermata.transform.internal.RuntimeNames;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method to transform.
 *
 * @param owner the internal name of its class
 * @param ownerIsInterface whether that is an interface
 * @param node the method as it was read, not to be changed
 * @param kind how its calls behave
 * @param number its number among the asynchronous methods of the class, from 0
 * @param bodyName the name of its body
 */
public record AsyncMethod(
        String owner, boolean ownerIsInterface, MethodNode node, AsyncKind kind, int number, String bodyName) {

    private static final int MOST_PARAMETER_SLOTS = 255;

    /** Makes the record for a method of {@code owner}. */
    public static AsyncMethod of(ClassNode owner, MethodNode node, AsyncKind kind, int number) {
        boolean isInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
        return new AsyncMethod(owner.name, isInterface, node, kind, number, bodyNameOf(node, owner));
    }

    /** The prefix goes before a name that is not a lambda's until it is none that a lambda of the class has. */
    private static String bodyNameOf(MethodNode node, ClassNode owner) {
        String name = node.name;
        while (!name.startsWith(RuntimeNames.BODY_PREFIX) || (!name.equals(node.name) && hasMethod(owner, name))) {
            name = RuntimeNames.BODY_PREFIX + name;
        }
        return name + RuntimeNames.BODY_SUFFIX;
    }

    private static boolean hasMethod(ClassNode owner, String name) {
        return owner.methods.stream().anyMatch(method -> method.name.equals(name));
    }

    public boolean isStatic() {
        return (node.access & Opcodes.ACC_STATIC) != 0;
    }

    /** The number of local variable slots that the parameters take, {@code this} included. */
    public int parameterSlots() {
        return (Type.getArgumentsAndReturnSizes(node.desc) >> 2) - (isStatic() ? 1 : 0);
    }

    /** Whether {@code more} slots of parameters can be added to those that there are (JVMS 4.3.3). */
    public boolean hasRoomFor(int more) {
        return parameterSlots() + more <= MOST_PARAMETER_SLOTS;
    }

    /** The types of the parameters, without {@code this}. */
    public Type[] parameterTypes() {
        return Type.getArgumentTypes(node.desc);
    }

    @Override
    public String toString() {
        return owner.replace('/', '.') + "." + node.name + node.desc;
    }
}
