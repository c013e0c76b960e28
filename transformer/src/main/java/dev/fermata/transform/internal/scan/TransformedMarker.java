package dev.fermata.transform.internal.scan;

import dev.fermata.transform.internal.RuntimeNames;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/** The attribute that says that a class is done. It holds the version of the contract with the runtime. */
public final class TransformedMarker extends Attribute {

    private static final int CONTRACT_VERSION = 1;

    /** Makes the marker of a class that is transformed now. */
    public TransformedMarker() {
        super(RuntimeNames.MARKER_ATTRIBUTE);
    }

    /** True if {@code node} was transformed before. */
    public static boolean isOn(ClassNode node) {
        return node.attrs != null
                && node.attrs.stream().anyMatch(attribute -> attribute.type.equals(RuntimeNames.MARKER_ATTRIBUTE));
    }

    @Override
    protected Attribute read(
            ClassReader reader,
            int offset,
            int length,
            char[] buffer,
            int codeOffset,
            org.objectweb.asm.Label[] labels) {
        return new TransformedMarker();
    }

    @Override
    protected ByteVector write(ClassWriter writer, byte[] code, int codeLength, int maxStack, int maxLocals) {
        return new ByteVector().putShort(CONTRACT_VERSION);
    }
}
