package dev.fermata.internal.loop;

import dev.fermata.loop.Step;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a loop: a hierarchical wheel of ticks of about a millisecond, with an exact order for those that are near,
 * so that setting and cancelling a timer takes constant time and the order is exact all the same: by deadline, then by
 * creation.
 *
 * <p>A tick is a number of {@value #LEVELS} digits of {@value #DIGIT} bits. A timer whose tick differs from the {@link
 * #cursor} in digit {@code n} and in none above lies on level {@code n}, in the slot of that digit. When the cursor comes
 * to a slot, its timers move to lower levels, and from there to the near ones, which are all whose tick the cursor has
 * reached. So whatever is near is earlier than whatever is in the wheel. Timers of the same tick are always in the same
 * slot, in the order of their creation.
 *
 * <p>A timer is any {@link Step}; its deadline is kept beside it. A cancelled one stays where it is until it is half of
 * the slot's timers that were cancelled, or until the cursor comes to it.
 *
 * <p>Owned by the loop's thread.
 */
final class TimerWheel {

    private static final int TICK = 20;
    private static final int DIGIT = 6;
    private static final int SLOTS = 1 << DIGIT;
    private static final int LEVELS = 8;
    private static final int CROWD = 64;
    private static final int MOST_LOOKED_AT = 32;

    private final NearTimers near = new NearTimers();
    private final @Nullable TimerSlot[] slots = new TimerSlot[LEVELS * SLOTS];
    private final TimerSlot.Sink placeAgain = this::placeAgain;

    /** For each level, a bit for each slot that is not empty. */
    private final long[] occupied = new long[LEVELS];

    private long cursor;

    /** How many timers are in slots. */
    private int far;

    boolean isEmpty() {
        return far == 0 && near.isEmpty();
    }

    /** How many timers are here, with those that were cancelled and not yet thrown out. */
    int size() {
        return far + near.size();
    }

    /** Lets {@code timer} be due at {@code deadline}. */
    void add(Step timer, long deadline) {
        long tick = deadline >> TICK;
        if (tick <= cursor) {
            near.add(timer, deadline);
        } else {
            put(timer, deadline, tick);
        }
    }

    /** To be called when a timer that was added with this deadline has been cancelled, be it due already. */
    void cancelled(long deadline) {
        long tick = deadline >> TICK;
        if (tick <= cursor) {
            return; // it is near, and will be found soon
        }
        int number = slotOf(tick);
        TimerSlot slot = slots[number];
        if (slot != null && slot.size() > 0 && slot.noteCancelled()) {
            sweep(number, slot);
        }
    }

    /** Returns true if nothing is left in {@code slot}. */
    private boolean sweep(int number, TimerSlot slot) {
        far -= slot.size();
        slot.sweep();
        far += slot.size();
        if (slot.size() > 0) {
            return false;
        }
        setEmpty(number, slot);
        return true;
    }

    private void setEmpty(int number, TimerSlot slot) {
        occupied[number / SLOTS] &= ~(1L << (number % SLOTS));
        if (!slot.isSmall()) {
            slots[number] = null;
        }
    }

    /** Hands what is due at the time {@code now} to {@code sink}, in order. */
    void takeDue(long now, Consumer<? super Step> sink) {
        long tick = now >> TICK;
        do {
            while (near.skipCancelled()) {
                if (near.firstDeadline() > now) {
                    return; // and so is all the rest
                }
                sink.accept(near.removeFirst());
            }
        } while (emptyFirst(tick));
        cursor = Math.max(cursor, tick);
    }

    /** Empties the first slot that is not empty; returns false if there is none that begins at {@code lastTick} or before. */
    private boolean emptyFirst(long lastTick) {
        int level = lowestOccupiedLevel();
        if (level == LEVELS) {
            return false;
        }
        long tick = firstTick(level);
        if (tick > lastTick) {
            return false;
        }
        empty(level, tick);
        return true;
    }

    /**
     * When to look for due timers again: the first deadline or, while that is far and one of very many, a time before it;
     * {@link LoopClock#NEVER} if there are none.
     */
    long nextLook() {
        while (true) {
            if (near.skipCancelled()) {
                return near.firstDeadline();
            }
            int level = lowestOccupiedLevel();
            if (level == LEVELS) {
                return LoopClock.NEVER;
            }
            long tick = firstTick(level);
            if (level == 0) {
                empty(level, tick);
                continue;
            }
            int number = slotOf(level, tick);
            long first = slot(number).firstDeadline(MOST_LOOKED_AT, tick << TICK);
            if (first != LoopClock.NEVER || !sweep(number, slot(number))) {
                return first;
            }
        }
    }

    /** True while timers are left of a tick that had very many; to be asked after {@link #nextLook}. */
    boolean isCrowded() {
        return near.ofTick() >= CROWD;
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

    /**
     * Moves the cursor to {@code tick}, the first one of a slot on {@code level}, and that slot's timers to their places:
     * to the near ones if all are of this tick.
     */
    private void empty(int level, long tick) {
        cursor = tick;
        int number = slotOf(level, tick);
        TimerSlot slot = slot(number);
        far -= slot.size();
        if (level == 0) {
            near.take(slot, tick << TICK);
        } else {
            slot.clear(placeAgain);
        }
        setEmpty(number, slot);
    }

    private void placeAgain(Step timer, long deadline) {
        put(timer, deadline, deadline >> TICK);
    }

    private void put(Step timer, long deadline, long tick) {
        int number = slotOf(tick);
        slot(number).add(timer, deadline);
        occupied[number / SLOTS] |= 1L << (number % SLOTS);
        far++;
    }

    private TimerSlot slot(int number) {
        TimerSlot slot = slots[number];
        if (slot == null) {
            slot = new TimerSlot();
            slots[number] = slot;
        }
        return slot;
    }

    /** The slot of {@code tick}, which is the cursor's or later. */
    private int slotOf(long tick) {
        int highestBit = Long.SIZE - 1 - Long.numberOfLeadingZeros((tick ^ cursor) | 1);
        return slotOf(highestBit / DIGIT, tick);
    }

    private static int slotOf(int level, long tick) {
        return level * SLOTS + (int) (tick >> (level * DIGIT) & (SLOTS - 1));
    }
}
