package dev.fermata.transform.internal.plan;

/**
 * A place in a frame.
 *
 * @param reference true for a reference slot, false for one of 64 bits
 * @param index its number among the slots of its sort, from 0
 */
public record Slot(boolean reference, int index) {

    @Override
    public String toString() {
        return (reference ? "r" : "l") + index;
    }
}
