package dev.fermata.internal.loop;

import dev.fermata.loop.Step;
import java.util.Arrays;

/**
 * The timers whose tick has come, by deadline and then by creation. Those of a whole tick, which come from the wheel, are
 * sorted once; the few that are added later go into a heap. Cancelled ones stay until they are the first. Owned by the
 * loop's thread.
 */
final class NearTimers {

    private static final int USUAL = 1024;

    /** The timers of the tick, in the order of their creation; null where one was removed. */
    private Step[] run = new Step[16];

    /** How far into the tick a deadline is, in nanoseconds, in the upper half; its index in {@link #run} in the lower one. */
    private long[] order = new long[16];

    /** When the tick began. */
    private long start;

    /** The part of {@link #order} that is left. */
    private int at;

    private int end;

    private final TimerHeap late = new TimerHeap();

    boolean isEmpty() {
        return at == end && late.size() == 0;
    }

    int size() {
        return end - at + late.size();
    }

    /** How many the tick had from which some are left; 0 if none are. */
    int ofTick() {
        return at == end ? 0 : end;
    }

    /** Adds a timer that was created after all that are here. */
    void add(Step timer, long deadline) {
        late.add(timer, deadline);
    }

    /** Takes all timers out of {@code slot}, those of the tick that begins at {@code tickStart}; none of a tick may be left. */
    void take(TimerSlot slot, long tickStart) {
        if (at != end) {
            throw new IllegalStateException("the timers of a tick are left");
        }
        int most = slot.size();
        if (run.length < most) {
            run = new Step[most];
            order = new long[most];
        }
        start = tickStart;
        at = 0;
        end = 0;
        slot.clear(this::append);
        Arrays.sort(order, 0, end);
    }

    private void append(Step timer, long deadline) {
        run[end] = timer;
        order[end] = (deadline - start) << Integer.SIZE | end;
        end++;
    }

    /** Drops cancelled timers in front; returns false if none is left. */
    boolean skipCancelled() {
        while (!isEmpty()) {
            if (!StepAccess.isCancelled(first())) {
                return true;
            }
            removeFirst();
        }
        return false;
    }

    /** Those of the tick are older than those added later. */
    private boolean isFirstInRun() {
        return at < end && (late.size() == 0 || runDeadline() <= late.firstDeadline());
    }

    private long runDeadline() {
        return start + (order[at] >>> Integer.SIZE);
    }

    /** The first deadline; there must be one. */
    long firstDeadline() {
        return isFirstInRun() ? runDeadline() : late.firstDeadline();
    }

    private Step first() {
        return isFirstInRun() ? run[(int) order[at]] : late.first();
    }

    /** Removes the first timer, which there must be, and returns it. */
    Step removeFirst() {
        Step first = first();
        if (isFirstInRun()) {
            clear((int) order[at++]);
            giveBack();
        } else {
            late.removeFirst();
        }
        return first;
    }

    @SuppressWarnings("NullAway") // its index does not occur any more
    private void clear(int index) {
        run[index] = null;
    }

    /** Gives the memory of a burst back. */
    private void giveBack() {
        if (at == end && run.length > USUAL) {
            run = new Step[16];
            order = new long[16];
        }
    }
}
