package dev.fermata.benchmarks.limit;

import dev.fermata.benchmarks.limit.Careful.Entry;
import dev.fermata.benchmarks.limit.Careful.Frame;
import dev.fermata.benchmarks.limit.Careful.Leaf;
import dev.fermata.benchmarks.limit.Careful.R1P1;
import dev.fermata.benchmarks.limit.Careful.R1P2;
import dev.fermata.benchmarks.limit.Careful.R1P4;

/**
 * W2b and W3 by hand on a core that does what a loop has to do. A call runs the callee's body, with arguments and without a frame; what
 * suspends makes itself one.
 */
public final class CarefulNests {

    private static final Entry ENTRY = CarefulNests::resume;

    private static final int ABOVE = 0;
    private static final int SUSPEND_IN_LOOP = 1;
    private static final int CALL_NESTS = 2;
    private static final int NEST = 3;

    private CarefulNests() {}

    /** W2b: a coroutine suspends in a loop. */
    public static long loop(int operations) throws Throwable {
        return CarefulPlayer.play(operations, CarefulNests::loopOf);
    }

    /** The frame of a loop that has not begun. */
    private static R1P2 loopOf(CarefulPlayer player) {
        R1P2 frame = new R1P2(ENTRY, SUSPEND_IN_LOOP);
        frame.r0 = player;
        return frame;
    }

    /** W3a: suspensions in a loop below {@code depth} nested calls. */
    public static long nestedLoop(int depth, int operations) throws Throwable {
        return CarefulPlayer.play(operations, player -> withDepth(ABOVE, player, depth));
    }

    /** W3b: the whole nest is called, suspends and ends, again and again. */
    public static long nest(int depth, int operations) throws Throwable {
        return CarefulPlayer.play(operations, player -> {
            R1P4 frame = new R1P4(ENTRY, CALL_NESTS);
            frame.r0 = player;
            frame.l2 = depth;
            return frame;
        });
    }

    /** The frame of a call that has not begun. */
    private static Frame withDepth(int method, CarefulPlayer player, int depth) {
        R1P1 frame = new R1P1(ENTRY, method);
        frame.r0 = player;
        frame.l0 = depth;
        return frame;
    }

    private static Object above(Frame frame, int stacked, CarefulPlayer caller, int given) throws Throwable {
        CarefulPlayer player = caller;
        int depth = given;
        if (frame != null) {
            if (frame.state != 0) {
                return (Long) frame.take() + 1;
            }
            player = (CarefulPlayer) frame.r0;
            depth = (int) ((R1P1) frame).l0;
        } else if (stacked >= Careful.MAX_DEPTH) {
            return withDepth(ABOVE, player, depth).defer();
        }
        Object value =
                depth == 1 ? suspendInLoop(null, stacked + 1, player) : above(null, stacked + 1, player, depth - 1);
        return value instanceof Frame inner ? own(frame, ABOVE).suspend(1, inner) : (Object) ((Long) value + 1);
    }

    private static Object suspendInLoop(Frame resumed, int stacked, CarefulPlayer caller) throws Throwable {
        R1P2 frame = (R1P2) resumed;
        CarefulPlayer player = caller;
        long i = 0;
        long sum = 0;
        if (frame == null) {
            if (stacked >= Careful.MAX_DEPTH) {
                return loopOf(player).defer();
            }
        } else {
            player = (CarefulPlayer) frame.r0;
            if (frame.state == 1) {
                i = frame.l0;
                sum = frame.l1 + (Integer) frame.take();
            }
        }
        while (i < player.turns) {
            i++;
            Leaf awaited = player.pass();
            if (!awaited.isReady()) {
                if (frame == null) {
                    frame = loopOf(player);
                }
                frame.l0 = i;
                frame.l1 = sum;
                return frame.suspend(1, awaited);
            }
            sum += (Integer) awaited.take();
        }
        player.end();
        return sum;
    }

    private static Object callNests(Frame resumed, int stacked) throws Throwable {
        R1P4 frame = (R1P4) resumed;
        CarefulPlayer player = (CarefulPlayer) frame.r0;
        int depth = (int) frame.l2;
        long i = 0;
        long sum = 0;
        if (frame.state == 1) {
            i = frame.l0;
            sum = frame.l1 + (Integer) frame.take();
        }
        while (i < player.turns) {
            i++;
            Object value = nest(null, stacked + 1, player, depth);
            if (value instanceof Frame inner) {
                frame.l0 = i;
                frame.l1 = sum;
                return frame.suspend(1, inner);
            }
            sum += (Integer) value;
        }
        player.end();
        return sum;
    }

    private static Object nest(Frame frame, int stacked, CarefulPlayer caller, int given) throws Throwable {
        CarefulPlayer player = caller;
        int depth = given;
        if (frame != null) {
            if (frame.state != 0) {
                return frame.state == 1 ? frame.take() : innerReturned(frame.take());
            }
            player = (CarefulPlayer) frame.r0;
            depth = (int) ((R1P1) frame).l0;
        } else if (stacked >= Careful.MAX_DEPTH) {
            return withDepth(NEST, player, depth).defer();
        }
        if (depth == 1) {
            Leaf awaited = player.pass();
            return awaited.isReady() ? awaited.take() : own(frame, NEST).suspend(1, awaited);
        }
        Object value = nest(null, stacked + 1, player, depth - 1);
        return value instanceof Frame inner ? own(frame, NEST).suspend(2, inner) : innerReturned(value);
    }

    private static Object innerReturned(Object value) {
        return ((Integer) value + 1) & 127;
    }

    /** The frame to suspend in; a call makes itself one, without the arguments, which are not needed any more. */
    private static Frame own(Frame resumed, int method) {
        return resumed == null ? new Frame(ENTRY, method) : resumed;
    }

    private static Object resume(Frame frame, int depth) throws Throwable {
        return switch (frame.method) {
            case ABOVE -> above(frame, depth, null, 0);
            case SUSPEND_IN_LOOP -> suspendInLoop(frame, depth, null);
            case CALL_NESTS -> callNests(frame, depth);
            case NEST -> nest(frame, depth, null, 0);
            default -> throw new IllegalStateException();
        };
    }
}
