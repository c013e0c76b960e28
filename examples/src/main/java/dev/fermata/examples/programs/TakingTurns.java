package dev.fermata.examples.programs;

import dev.fermata.Async;
import dev.fermata.Generator;
import dev.fermata.Yield;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Two activities that take turns, by nothing but generators: what a loop does, done by hand.
 *
 * <p>Program P5.
 */
public final class TakingTurns {

    private TakingTurns() {}

    public static void main(String[] args) {
        Deque<Generator<Void>> ready = new ArrayDeque<>(List.of(counting(1, 2), counting(3, 4)));
        while (!ready.isEmpty()) {
            Generator<Void> next = ready.remove();
            if (next.hasNext()) {
                next.next();
                ready.add(next);
            }
        }
    }

    @Async
    private static Generator<Void> counting(int from, int to) {
        for (int number = from; number <= to; number++) {
            System.out.println(number);
            Yield.value(null);
        }
        return Generator.done();
    }
}
