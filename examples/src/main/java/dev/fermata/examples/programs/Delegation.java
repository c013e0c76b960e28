package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Generator;
import dev.fermata.Yield;

/**
 * A generator that hands out the elements of another one among its own.
 *
 * <p>Program P6.
 */
public final class Delegation {

    private Delegation() {}

    public static void main(String[] args) {
        for (int number : outer()) {
            System.out.println(number);
        }
    }

    @Async
    private static Generator<Integer> outer() {
        Yield.value(1);
        Yield.all(inner());
        Yield.value(2);
        return Generator.done();
    }

    @Async
    private static Generator<Integer> inner() {
        Yield.value(3);
        Yield.value(4);
        return Generator.done();
    }
}
