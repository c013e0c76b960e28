package dev.fermata.codegen;

import org.jspecify.annotations.Nullable;

/**
 * The menu of frame shapes: {@code RnPm} has {@code n} reference slots {@code r0…} and {@code m} 64-bit slots {@code
 * l0…}. A method takes the smallest shape that its locals fit in, or {@link Any} where none does. The numbers of reference
 * slots are odd since a {@link Frame} leaves room for one before its size reaches the next multiple of 8.
 *
 * <p>Each shape inherits the slots of a smaller one: with one reference slot, those of the shape with fewer 64-bit slots; with
 * more, those of the shape with fewer reference slots and as many of 64 bits.
 */
public final class Frames {

    private Frames() {}

    /** Any number of slots, in two arrays. */
    public static final class Any extends Frame {
        /** The reference slots. */
        public final Object[] refs;

        /** The 64-bit slots. */
        public final long[] longs;

        /** Makes a frame with room for as many slots. */
        public Any(Entry entry, int method, int refs, int longs) {
            super(entry, method);
            this.refs = new Object[refs];
            this.longs = new long[longs];
        }
    }

    /** 1 reference and 0 64-bit slots. */
    public static class R1P0 extends Frame {
        public @Nullable Object r0;

        /** Makes an empty frame. */
        public R1P0(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 1 reference and 1 64-bit slots. */
    public static class R1P1 extends R1P0 {
        public long l0;

        /** Makes an empty frame. */
        public R1P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 1 reference and 2 64-bit slots. */
    public static class R1P2 extends R1P1 {
        public long l1;

        /** Makes an empty frame. */
        public R1P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 1 reference and 4 64-bit slots. */
    public static class R1P4 extends R1P2 {
        public long l2;
        public long l3;

        /** Makes an empty frame. */
        public R1P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 1 reference and 8 64-bit slots. */
    public static class R1P8 extends R1P4 {
        public long l4;
        public long l5;
        public long l6;
        public long l7;

        /** Makes an empty frame. */
        public R1P8(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 3 reference and 0 64-bit slots. */
    public static class R3P0 extends R1P0 {
        public @Nullable Object r1;
        public @Nullable Object r2;

        /** Makes an empty frame. */
        public R3P0(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 3 reference and 1 64-bit slots. */
    public static class R3P1 extends R1P1 {
        public @Nullable Object r1;
        public @Nullable Object r2;

        /** Makes an empty frame. */
        public R3P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 3 reference and 2 64-bit slots. */
    public static class R3P2 extends R1P2 {
        public @Nullable Object r1;
        public @Nullable Object r2;

        /** Makes an empty frame. */
        public R3P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 3 reference and 4 64-bit slots. */
    public static class R3P4 extends R1P4 {
        public @Nullable Object r1;
        public @Nullable Object r2;

        /** Makes an empty frame. */
        public R3P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 3 reference and 8 64-bit slots. */
    public static class R3P8 extends R1P8 {
        public @Nullable Object r1;
        public @Nullable Object r2;

        /** Makes an empty frame. */
        public R3P8(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 5 reference and 0 64-bit slots. */
    public static class R5P0 extends R3P0 {
        public @Nullable Object r3;
        public @Nullable Object r4;

        /** Makes an empty frame. */
        public R5P0(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 5 reference and 1 64-bit slots. */
    public static class R5P1 extends R3P1 {
        public @Nullable Object r3;
        public @Nullable Object r4;

        /** Makes an empty frame. */
        public R5P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 5 reference and 2 64-bit slots. */
    public static class R5P2 extends R3P2 {
        public @Nullable Object r3;
        public @Nullable Object r4;

        /** Makes an empty frame. */
        public R5P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 5 reference and 4 64-bit slots. */
    public static class R5P4 extends R3P4 {
        public @Nullable Object r3;
        public @Nullable Object r4;

        /** Makes an empty frame. */
        public R5P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 5 reference and 8 64-bit slots. */
    public static class R5P8 extends R3P8 {
        public @Nullable Object r3;
        public @Nullable Object r4;

        /** Makes an empty frame. */
        public R5P8(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 7 reference and 0 64-bit slots. */
    public static class R7P0 extends R5P0 {
        public @Nullable Object r5;
        public @Nullable Object r6;

        /** Makes an empty frame. */
        public R7P0(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 7 reference and 1 64-bit slots. */
    public static class R7P1 extends R5P1 {
        public @Nullable Object r5;
        public @Nullable Object r6;

        /** Makes an empty frame. */
        public R7P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 7 reference and 2 64-bit slots. */
    public static class R7P2 extends R5P2 {
        public @Nullable Object r5;
        public @Nullable Object r6;

        /** Makes an empty frame. */
        public R7P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 7 reference and 4 64-bit slots. */
    public static class R7P4 extends R5P4 {
        public @Nullable Object r5;
        public @Nullable Object r6;

        /** Makes an empty frame. */
        public R7P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 7 reference and 8 64-bit slots. */
    public static class R7P8 extends R5P8 {
        public @Nullable Object r5;
        public @Nullable Object r6;

        /** Makes an empty frame. */
        public R7P8(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 9 reference and 0 64-bit slots. */
    public static class R9P0 extends R7P0 {
        public @Nullable Object r7;
        public @Nullable Object r8;

        /** Makes an empty frame. */
        public R9P0(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 9 reference and 1 64-bit slots. */
    public static class R9P1 extends R7P1 {
        public @Nullable Object r7;
        public @Nullable Object r8;

        /** Makes an empty frame. */
        public R9P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 9 reference and 2 64-bit slots. */
    public static class R9P2 extends R7P2 {
        public @Nullable Object r7;
        public @Nullable Object r8;

        /** Makes an empty frame. */
        public R9P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 9 reference and 4 64-bit slots. */
    public static class R9P4 extends R7P4 {
        public @Nullable Object r7;
        public @Nullable Object r8;

        /** Makes an empty frame. */
        public R9P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 9 reference and 8 64-bit slots. */
    public static class R9P8 extends R7P8 {
        public @Nullable Object r7;
        public @Nullable Object r8;

        /** Makes an empty frame. */
        public R9P8(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 13 reference and 0 64-bit slots. */
    public static class R13P0 extends R9P0 {
        public @Nullable Object r9;
        public @Nullable Object r10;
        public @Nullable Object r11;
        public @Nullable Object r12;

        /** Makes an empty frame. */
        public R13P0(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 13 reference and 1 64-bit slots. */
    public static class R13P1 extends R9P1 {
        public @Nullable Object r9;
        public @Nullable Object r10;
        public @Nullable Object r11;
        public @Nullable Object r12;

        /** Makes an empty frame. */
        public R13P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 13 reference and 2 64-bit slots. */
    public static class R13P2 extends R9P2 {
        public @Nullable Object r9;
        public @Nullable Object r10;
        public @Nullable Object r11;
        public @Nullable Object r12;

        /** Makes an empty frame. */
        public R13P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 13 reference and 4 64-bit slots. */
    public static class R13P4 extends R9P4 {
        public @Nullable Object r9;
        public @Nullable Object r10;
        public @Nullable Object r11;
        public @Nullable Object r12;

        /** Makes an empty frame. */
        public R13P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 13 reference and 8 64-bit slots. */
    public static class R13P8 extends R9P8 {
        public @Nullable Object r9;
        public @Nullable Object r10;
        public @Nullable Object r11;
        public @Nullable Object r12;

        /** Makes an empty frame. */
        public R13P8(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 17 reference and 0 64-bit slots. */
    public static class R17P0 extends R13P0 {
        public @Nullable Object r13;
        public @Nullable Object r14;
        public @Nullable Object r15;
        public @Nullable Object r16;

        /** Makes an empty frame. */
        public R17P0(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 17 reference and 1 64-bit slots. */
    public static class R17P1 extends R13P1 {
        public @Nullable Object r13;
        public @Nullable Object r14;
        public @Nullable Object r15;
        public @Nullable Object r16;

        /** Makes an empty frame. */
        public R17P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 17 reference and 2 64-bit slots. */
    public static class R17P2 extends R13P2 {
        public @Nullable Object r13;
        public @Nullable Object r14;
        public @Nullable Object r15;
        public @Nullable Object r16;

        /** Makes an empty frame. */
        public R17P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 17 reference and 4 64-bit slots. */
    public static class R17P4 extends R13P4 {
        public @Nullable Object r13;
        public @Nullable Object r14;
        public @Nullable Object r15;
        public @Nullable Object r16;

        /** Makes an empty frame. */
        public R17P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 17 reference and 8 64-bit slots. */
    public static class R17P8 extends R13P8 {
        public @Nullable Object r13;
        public @Nullable Object r14;
        public @Nullable Object r15;
        public @Nullable Object r16;

        /** Makes an empty frame. */
        public R17P8(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 25 reference and 0 64-bit slots. */
    public static class R25P0 extends R17P0 {
        public @Nullable Object r17;
        public @Nullable Object r18;
        public @Nullable Object r19;
        public @Nullable Object r20;
        public @Nullable Object r21;
        public @Nullable Object r22;
        public @Nullable Object r23;
        public @Nullable Object r24;

        /** Makes an empty frame. */
        public R25P0(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 25 reference and 1 64-bit slots. */
    public static class R25P1 extends R17P1 {
        public @Nullable Object r17;
        public @Nullable Object r18;
        public @Nullable Object r19;
        public @Nullable Object r20;
        public @Nullable Object r21;
        public @Nullable Object r22;
        public @Nullable Object r23;
        public @Nullable Object r24;

        /** Makes an empty frame. */
        public R25P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 25 reference and 2 64-bit slots. */
    public static class R25P2 extends R17P2 {
        public @Nullable Object r17;
        public @Nullable Object r18;
        public @Nullable Object r19;
        public @Nullable Object r20;
        public @Nullable Object r21;
        public @Nullable Object r22;
        public @Nullable Object r23;
        public @Nullable Object r24;

        /** Makes an empty frame. */
        public R25P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 25 reference and 4 64-bit slots. */
    public static class R25P4 extends R17P4 {
        public @Nullable Object r17;
        public @Nullable Object r18;
        public @Nullable Object r19;
        public @Nullable Object r20;
        public @Nullable Object r21;
        public @Nullable Object r22;
        public @Nullable Object r23;
        public @Nullable Object r24;

        /** Makes an empty frame. */
        public R25P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 25 reference and 8 64-bit slots. */
    public static class R25P8 extends R17P8 {
        public @Nullable Object r17;
        public @Nullable Object r18;
        public @Nullable Object r19;
        public @Nullable Object r20;
        public @Nullable Object r21;
        public @Nullable Object r22;
        public @Nullable Object r23;
        public @Nullable Object r24;

        /** Makes an empty frame. */
        public R25P8(Entry entry, int method) {
            super(entry, method);
        }
    }
}
