package dev.fermata.transform.internal.plan;

import dev.fermata.transform.internal.RuntimeNames;
import java.util.Arrays;

/**
 * The room that a method's frame offers.
 *
 * @param references the number of reference slots in use
 * @param longs the number of 64-bit slots in use
 */
public record FrameLayout(int references, int longs) {

    /** The internal name of the smallest shape of the menu with this room. */
    public String shape() {
        return isAny()
                ? RuntimeNames.ANY_SHAPE
                : RuntimeNames.FRAMES_PREFIX
                        + "R" + smallest(RuntimeNames.referenceSlotMenu(), references)
                        + "P" + smallest(RuntimeNames.longSlotMenu(), longs);
    }

    /** True if no shape of the menu is big enough. */
    public boolean isAny() {
        return references > last(RuntimeNames.referenceSlotMenu()) || longs > last(RuntimeNames.longSlotMenu());
    }

    private static int smallest(int[] menu, int needed) {
        return Arrays.stream(menu).filter(size -> size >= needed).findFirst().orElseThrow();
    }

    private static int last(int[] menu) {
        return menu[menu.length - 1];
    }
}
