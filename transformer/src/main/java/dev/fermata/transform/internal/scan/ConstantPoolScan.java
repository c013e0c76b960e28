package dev.fermata.transform.internal.scan;

import dev.fermata.transform.internal.RuntimeNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The cheap first look at a class file: whether its constant pool (JVMS 4.4) mentions what asynchronous code must
 * mention. Everything else in the file stays unread.
 */
public final class ConstantPoolScan {

    private static final int HEADER = 10;
    private static final int TAG_UTF8 = 1;
    private static final byte[][] WANTED = {
        RuntimeNames.ASYNC_DESCRIPTOR.getBytes(StandardCharsets.UTF_8),
        RuntimeNames.AWAIT.getBytes(StandardCharsets.UTF_8),
        RuntimeNames.YIELD.getBytes(StandardCharsets.UTF_8),
    };

    private static final byte[] RETURNS_COROUTINE =
            (")L" + RuntimeNames.COROUTINE + ";").getBytes(StandardCharsets.UTF_8);

    /** How much of Fermata a class mentions; each includes those before it. */
    public enum Mention {
        /** It has nothing to do with Fermata. */
        NOTHING,
        /** Nothing in it is asynchronous, but it may call methods that return a {@code Coroutine}. */
        COROUTINES,
        /** Something in it may be asynchronous, or the bytes make no sense. */
        ASYNC
    }

    private ConstantPoolScan() {}

    /** The strongest mention in the class. */
    public static Mention strongestIn(byte[] file) {
        if (file.length < HEADER) {
            return Mention.ASYNC;
        }
        boolean coroutines = false;
        int count = unsignedShort(file, HEADER - 2);
        int offset = HEADER;
        for (int index = 1; index < count; index++) {
            if (offset + 2 >= file.length) {
                return Mention.ASYNC;
            }
            int tag = file[offset];
            if (tag == TAG_UTF8) {
                int start = offset + 3;
                int end = start + unsignedShort(file, offset + 1);
                if (end > file.length || isWanted(file, start, end)) {
                    return Mention.ASYNC;
                }
                coroutines |= returnsCoroutine(file, start, end);
                offset = end;
            } else {
                int size = sizeOf(tag);
                if (size == 0) {
                    return Mention.ASYNC;
                }
                offset += size;
                index += takesTwoEntries(tag) ? 1 : 0;
            }
        }
        return coroutines ? Mention.COROUTINES : Mention.NOTHING;
    }

    private static boolean returnsCoroutine(byte[] file, int start, int end) {
        int length = RETURNS_COROUTINE.length;
        return end - start > length && Arrays.equals(file, end - length, end, RETURNS_COROUTINE, 0, length);
    }

    private static boolean isWanted(byte[] file, int start, int end) {
        for (byte[] wanted : WANTED) {
            if (wanted.length == end - start && Arrays.equals(file, start, end, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    /** The size of an entry with its tag; 0 for a tag that JVMS 4.4 does not know. */
    private static int sizeOf(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 3;
            case 15 -> 4;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
            case 5, 6 -> 9;
            default -> 0;
        };
    }

    /** Long and double take two entries (JVMS 4.4.5). */
    private static boolean takesTwoEntries(int tag) {
        return tag == 5 || tag == 6;
    }

    private static int unsignedShort(byte[] file, int offset) {
        return ((file[offset] & 0xFF) << 8) | (file[offset + 1] & 0xFF);
    }
}
