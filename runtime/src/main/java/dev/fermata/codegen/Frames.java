package dev.fermata.codegen;

import org.jspecify.annotations.Nullable;

/**
 * The menu of frame shapes: {@code RnPm} has {@code n} reference slots {@code r0…} and {@code m} 64-bit slots {@code
 * l0…}. A method takes the smallest shape that its locals fit in, or {@link Any} where none does.
 *
 * <p>Each shape inherits the slots of a smaller one; generated code names the shape it made as the owner of every slot.
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

        @Override
        protected final StackTraceElement place() {
            return placeInSource();
        }
    }

    /** 0 reference and 0 64-bit slots. */
    public static class R0P0 extends Frame {
        /** Makes an empty frame. */
        public R0P0(Entry entry, int method) {
            super(entry, method);
        }

        @Override
        protected final StackTraceElement place() {
            return placeInSource();
        }
    }

    /** 0 reference and 1 64-bit slots. */
    public static class R0P1 extends R0P0 {
        public long l0;

        /** Makes an empty frame. */
        public R0P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 0 reference and 2 64-bit slots. */
    public static class R0P2 extends R0P1 {
        public long l1;

        /** Makes an empty frame. */
        public R0P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 0 reference and 4 64-bit slots. */
    public static class R0P4 extends R0P2 {
        public long l2;
        public long l3;

        /** Makes an empty frame. */
        public R0P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 0 reference and 8 64-bit slots. */
    public static class R0P8 extends R0P4 {
        public long l4;
        public long l5;
        public long l6;
        public long l7;

        /** Makes an empty frame. */
        public R0P8(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 2 reference and 0 64-bit slots. */
    public static class R2P0 extends R0P0 {
        public @Nullable Object r0;
        public @Nullable Object r1;

        /** Makes an empty frame. */
        public R2P0(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 2 reference and 1 64-bit slots. */
    public static class R2P1 extends R2P0 {
        public long l0;

        /** Makes an empty frame. */
        public R2P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 2 reference and 2 64-bit slots. */
    public static class R2P2 extends R2P1 {
        public long l1;

        /** Makes an empty frame. */
        public R2P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 2 reference and 4 64-bit slots. */
    public static class R2P4 extends R2P2 {
        public long l2;
        public long l3;

        /** Makes an empty frame. */
        public R2P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 2 reference and 8 64-bit slots. */
    public static class R2P8 extends R2P4 {
        public long l4;
        public long l5;
        public long l6;
        public long l7;

        /** Makes an empty frame. */
        public R2P8(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 4 reference and 0 64-bit slots. */
    public static class R4P0 extends R2P0 {
        public @Nullable Object r2;
        public @Nullable Object r3;

        /** Makes an empty frame. */
        public R4P0(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 4 reference and 1 64-bit slots. */
    public static class R4P1 extends R4P0 {
        public long l0;

        /** Makes an empty frame. */
        public R4P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 4 reference and 2 64-bit slots. */
    public static class R4P2 extends R4P1 {
        public long l1;

        /** Makes an empty frame. */
        public R4P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 4 reference and 4 64-bit slots. */
    public static class R4P4 extends R4P2 {
        public long l2;
        public long l3;

        /** Makes an empty frame. */
        public R4P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 4 reference and 8 64-bit slots. */
    public static class R4P8 extends R4P4 {
        public long l4;
        public long l5;
        public long l6;
        public long l7;

        /** Makes an empty frame. */
        public R4P8(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 6 reference and 0 64-bit slots. */
    public static class R6P0 extends R4P0 {
        public @Nullable Object r4;
        public @Nullable Object r5;

        /** Makes an empty frame. */
        public R6P0(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 6 reference and 1 64-bit slots. */
    public static class R6P1 extends R6P0 {
        public long l0;

        /** Makes an empty frame. */
        public R6P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 6 reference and 2 64-bit slots. */
    public static class R6P2 extends R6P1 {
        public long l1;

        /** Makes an empty frame. */
        public R6P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 6 reference and 4 64-bit slots. */
    public static class R6P4 extends R6P2 {
        public long l2;
        public long l3;

        /** Makes an empty frame. */
        public R6P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 6 reference and 8 64-bit slots. */
    public static class R6P8 extends R6P4 {
        public long l4;
        public long l5;
        public long l6;
        public long l7;

        /** Makes an empty frame. */
        public R6P8(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 8 reference and 0 64-bit slots. */
    public static class R8P0 extends R6P0 {
        public @Nullable Object r6;
        public @Nullable Object r7;

        /** Makes an empty frame. */
        public R8P0(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 8 reference and 1 64-bit slots. */
    public static class R8P1 extends R8P0 {
        public long l0;

        /** Makes an empty frame. */
        public R8P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 8 reference and 2 64-bit slots. */
    public static class R8P2 extends R8P1 {
        public long l1;

        /** Makes an empty frame. */
        public R8P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 8 reference and 4 64-bit slots. */
    public static class R8P4 extends R8P2 {
        public long l2;
        public long l3;

        /** Makes an empty frame. */
        public R8P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 8 reference and 8 64-bit slots. */
    public static class R8P8 extends R8P4 {
        public long l4;
        public long l5;
        public long l6;
        public long l7;

        /** Makes an empty frame. */
        public R8P8(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 12 reference and 0 64-bit slots. */
    public static class R12P0 extends R8P0 {
        public @Nullable Object r8;
        public @Nullable Object r9;
        public @Nullable Object r10;
        public @Nullable Object r11;

        /** Makes an empty frame. */
        public R12P0(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 12 reference and 1 64-bit slots. */
    public static class R12P1 extends R12P0 {
        public long l0;

        /** Makes an empty frame. */
        public R12P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 12 reference and 2 64-bit slots. */
    public static class R12P2 extends R12P1 {
        public long l1;

        /** Makes an empty frame. */
        public R12P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 12 reference and 4 64-bit slots. */
    public static class R12P4 extends R12P2 {
        public long l2;
        public long l3;

        /** Makes an empty frame. */
        public R12P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 12 reference and 8 64-bit slots. */
    public static class R12P8 extends R12P4 {
        public long l4;
        public long l5;
        public long l6;
        public long l7;

        /** Makes an empty frame. */
        public R12P8(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 16 reference and 0 64-bit slots. */
    public static class R16P0 extends R12P0 {
        public @Nullable Object r12;
        public @Nullable Object r13;
        public @Nullable Object r14;
        public @Nullable Object r15;

        /** Makes an empty frame. */
        public R16P0(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 16 reference and 1 64-bit slots. */
    public static class R16P1 extends R16P0 {
        public long l0;

        /** Makes an empty frame. */
        public R16P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 16 reference and 2 64-bit slots. */
    public static class R16P2 extends R16P1 {
        public long l1;

        /** Makes an empty frame. */
        public R16P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 16 reference and 4 64-bit slots. */
    public static class R16P4 extends R16P2 {
        public long l2;
        public long l3;

        /** Makes an empty frame. */
        public R16P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 16 reference and 8 64-bit slots. */
    public static class R16P8 extends R16P4 {
        public long l4;
        public long l5;
        public long l6;
        public long l7;

        /** Makes an empty frame. */
        public R16P8(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 24 reference and 0 64-bit slots. */
    public static class R24P0 extends R16P0 {
        public @Nullable Object r16;
        public @Nullable Object r17;
        public @Nullable Object r18;
        public @Nullable Object r19;
        public @Nullable Object r20;
        public @Nullable Object r21;
        public @Nullable Object r22;
        public @Nullable Object r23;

        /** Makes an empty frame. */
        public R24P0(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 24 reference and 1 64-bit slots. */
    public static class R24P1 extends R24P0 {
        public long l0;

        /** Makes an empty frame. */
        public R24P1(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 24 reference and 2 64-bit slots. */
    public static class R24P2 extends R24P1 {
        public long l1;

        /** Makes an empty frame. */
        public R24P2(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 24 reference and 4 64-bit slots. */
    public static class R24P4 extends R24P2 {
        public long l2;
        public long l3;

        /** Makes an empty frame. */
        public R24P4(Entry entry, int method) {
            super(entry, method);
        }
    }

    /** 24 reference and 8 64-bit slots. */
    public static class R24P8 extends R24P4 {
        public long l4;
        public long l5;
        public long l6;
        public long l7;

        /** Makes an empty frame. */
        public R24P8(Entry entry, int method) {
            super(entry, method);
        }
    }
}
