package dev.fermata.transform.internal.plan;

import dev.fermata.transform.internal.RuntimeNames;
import java.util.Arrays;

/**
 * The room that a method's frame offers, and its shape.
 *
 * @param references the number of reference slots
 * @param longs the number of 64-bit slots
 * @param isAny whether no shape of the menu is big enough: then the numbers are those in use, else those of the shape
 */
public record FrameLayout(int references, int longs, boolean isAny) {

    /** The smallest with room for {@code references} and {@code longs}. */
    static FrameLayout of(int references, int longs) {
        int[] referenceMenu = RuntimeNames.referenceSlotMenu();
        int[] longMenu = RuntimeNames.longSlotMenu();
        return references > last(referenceMenu) || longs > last(longMenu)
                ? new FrameLayout(references, longs, true)
                : new FrameLayout(smallest(referenceMenu, references), smallest(longMenu, longs), false);
    }

    /**
     * The smallest with room for {@code references} and {@code longs} whose shape is this one's or one that this one's
     * inherits from; this has room for as many.
     */
    FrameLayout inherited(int references, int longs) {
        FrameLayout needed = of(references, longs);
        boolean leastReferences = needed.references() == RuntimeNames.referenceSlotMenu()[0];
        return isAny ? this : leastReferences ? needed : new FrameLayout(needed.references(), this.longs, false);
    }

    /** True if {@code slot} is part of this. */
    boolean has(Slot slot) {
        return slot.index() < (slot.reference() ? references : longs);
    }

    /** The internal name of the shape. */
    public String shape() {
        return isAny ? RuntimeNames.ANY_SHAPE : RuntimeNames.FRAMES_PREFIX + "R" + references + "P" + longs;
    }

    private static int smallest(int[] menu, int needed) {
        return Arrays.stream(menu).filter(size -> size >= needed).findFirst().orElseThrow();
    }

    private static int last(int[] menu) {
        return menu[menu.length - 1];
    }
}
