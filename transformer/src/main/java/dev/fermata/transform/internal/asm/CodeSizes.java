package dev.fermata.transform.internal.asm;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;

/** The sizes of the methods of a class file: the {@code code_length} of each {@code Code} attribute (JVMS 4.7.3). */
public final class CodeSizes {

    private final ClassReader reader;
    private final char[] buffer;
    private final Map<String, Integer> sizes = new HashMap<>();
    private int offset;

    private CodeSizes(byte[] classFile) {
        reader = new ClassReader(classFile);
        buffer = new char[reader.getMaxStringLength()];
    }

    /** Reads the sizes in bytes, by name and descriptor ({@code run()V}); methods without code are left out. */
    public static Map<String, Integer> of(byte[] classFile) {
        CodeSizes file = new CodeSizes(classFile);
        file.offset = file.reader.header + 6; // access flags, this class, super class: JVMS 4.1
        int interfaces = file.nextShort();
        file.offset += 2 * interfaces;
        file.readMembers(); // fields
        file.readMembers(); // methods
        return file.sizes;
    }

    /** Reads a table of {@code field_info} or {@code method_info}, which have one layout (JVMS 4.5, 4.6). */
    private void readMembers() {
        for (int members = nextShort(); members > 0; members--) {
            offset += 2; // access flags
            String key = nextName() + nextName();
            for (int attributes = nextShort(); attributes > 0; attributes--) {
                String attribute = nextName();
                int length = reader.readInt(offset);
                offset += 4;
                if (attribute.equals("Code")) {
                    sizes.put(key, reader.readInt(offset + 4)); // behind max_stack and max_locals
                }
                offset += length;
            }
        }
    }

    private String nextName() {
        String name = reader.readUTF8(offset, buffer);
        offset += 2;
        return name;
    }

    private int nextShort() {
        int value = reader.readUnsignedShort(offset);
        offset += 2;
        return value;
    }
}
