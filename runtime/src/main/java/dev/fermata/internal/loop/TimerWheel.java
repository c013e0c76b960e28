package dev.fermata.internal.loop;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a loop: a hierarchical wheel of ticks of about a millisecond, with a heap for those that are near, so
 * that setting and cancelling a timer takes constant time and the order is exact all the same: by deadline, then by
 * creation.
 *
 * <p>A tick is a number of {@value #LEVELS} digits of {@value #DIGIT} bits. A timer whose tick differs from the {@link
 * #cursor} in digit {@code n} and in none above lies on level {@code n}, in the slot of that digit. When the cursor comes
 * to a slot, its timers move to lower levels, and from there into the heap, which holds all whose tick the cursor has
 * reached. So whatever is in the heap is earlier than whatever is in the wheel.
 *
 * <p>Owned by the loop's thread.
 */
final class TimerWheel {

    private static final int TICK = 20;
    private static final int DIGIT = 6;
    private static final int SLOTS = 1 << DIGIT;
    private static final int LEVELS = 8;
    private static final int MOST_LOOKED_AT = 16;

    private final TimerHeap near = new TimerHeap();
    private final @Nullable Timer[] slots = new Timer[LEVELS * SLOTS];

    /** For each level, a bit for each slot that is not empty. */
    private final long[] occupied = new long[LEVELS];

    private long cursor;
    private int far;
    private long created;

    boolean isEmpty() {
        return (far | near.size()) == 0;
    }

    /** Adds {@code timer}, unless it was cancelled on its way here. */
    void add(Timer timer) {
        if (!timer.isCancelled()) {
            timer.number = created++;
            place(timer);
        }
    }

    /** Takes {@code timer}, which was cancelled, out, unless it is so near that it will be found soon. */
    void cancelled(Timer timer) {
        if (timer.slot != Timer.NO_SLOT) {
            unlink(timer);
        }
    }

    /** Hands what is due at the time {@code now} to {@code sink}, in order. */
    void takeDue(long now, Consumer<? super Timer> sink) {
        turnTo(now >> TICK);
        for (Timer timer = near.peek(); timer != null && timer.when() <= now; timer = near.peek()) {
            near.removeFirst();
            sink.accept(timer);
        }
    }

    /**
     * When to look for due timers again: the first deadline or, while that is far and one of very many, a time before it;
     * {@link LoopClock#NEVER} if there are none.
     */
    long nextLook() {
        while (true) {
            Timer first = near.peek();
            if (first != null) {
                return first.when();
            }
            int level = lowestOccupiedLevel();
            if (level == LEVELS) {
                return LoopClock.NEVER;
            }
            long tick = firstTick(level);
            if (level > 0) {
                return firstDeadline(slotOf(level, tick), tick << TICK);
            }
            empty(level, tick);
        }
    }

    /** The first deadline in {@code slot}, or {@code start}, its begin, if many timers are there. */
    private long firstDeadline(int slot, long start) {
        long first = LoopClock.NEVER;
        Timer timer = slots[slot];
        for (int i = 0; timer != null; timer = timer.next) {
            if (i++ == MOST_LOOKED_AT) {
                return start;
            }
            first = Math.min(first, timer.when());
        }
        return first;
    }

    private void turnTo(long tick) {
        for (int level = lowestOccupiedLevel(); level < LEVELS; level = lowestOccupiedLevel()) {
            long first = firstTick(level);
            if (first > tick) {
                break;
            }
            empty(level, first);
        }
        cursor = Math.max(cursor, tick);
    }

    private int lowestOccupiedLevel() {
        if (far == 0) {
            return LEVELS;
        }
        int level = 0;
        while (occupied[level] == 0) {
            level++;
        }
        return level;
    }

    /** The first tick of the first slot on {@code level} that is not empty. */
    private long firstTick(int level) {
        int shift = level * DIGIT;
        long above = cursor >> (shift + DIGIT) << (shift + DIGIT);
        return above | (long) Long.numberOfTrailingZeros(occupied[level]) << shift;
    }

    /** Moves the cursor to {@code tick}, the first one of a slot on {@code level}, and that slot's timers to their places. */
    private void empty(int level, long tick) {
        cursor = tick;
        int slot = slotOf(level, tick);
        Timer timer = slots[slot];
        slots[slot] = null;
        occupied[level] &= ~(1L << (slot % SLOTS));
        while (timer != null) {
            Timer following = timer.next;
            timer.slot = Timer.NO_SLOT;
            timer.next = null;
            timer.previous = null;
            far--;
            place(timer);
            timer = following;
        }
    }

    private void place(Timer timer) {
        long tick = timer.when() >> TICK;
        if (tick <= cursor) {
            near.add(timer);
        } else {
            int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros(tick ^ cursor)) / DIGIT;
            link(timer, slotOf(level, tick));
        }
    }

    private static int slotOf(int level, long tick) {
        return level * SLOTS + (int) (tick >> (level * DIGIT) & (SLOTS - 1));
    }

    private void link(Timer timer, int slot) {
        Timer first = slots[slot];
        timer.slot = (short) slot;
        timer.next = first;
        if (first == null) {
            occupied[slot / SLOTS] |= 1L << (slot % SLOTS);
        } else {
            first.previous = timer;
        }
        slots[slot] = timer;
        far++;
    }

    private void unlink(Timer timer) {
        int slot = timer.slot;
        if (timer.next != null) {
            timer.next.previous = timer.previous;
        }
        if (timer.previous != null) {
            timer.previous.next = timer.next;
        } else {
            slots[slot] = timer.next;
            if (timer.next == null) {
                occupied[slot / SLOTS] &= ~(1L << (slot % SLOTS));
            }
        }
        timer.slot = Timer.NO_SLOT;
        timer.next = null;
        timer.previous = null;
        far--;
    }
}
