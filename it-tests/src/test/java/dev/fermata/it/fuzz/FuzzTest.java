package dev.fermata.it.fuzz;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random programs do the same whether they block or await.
 *
 * <p>{@code -Dfuzz.seed=N} is the seed of the first program and {@code -Dfuzz.programs=N} says how many follow one
 * another; {@code -Dfuzz.forever=true} goes on until one fails.
 */
class FuzzTest {

    private final Oracle oracle = new Oracle();

    @Test
    void random_programs_do_the_same_transformed() throws Exception {
        long first = Long.getLong("fuzz.seed", 1);
        long count = Boolean.getBoolean("fuzz.forever") ? Long.MAX_VALUE - first : Long.getLong("fuzz.programs", 300);
        long start = System.nanoTime();
        long next = first;
        while (next < first + count) {
            long end = Math.min(first + count, (Math.floorDiv(next, Oracle.TOGETHER) + 1) * Oracle.TOGETHER);
            run(next, end);
            if (end % 1000 == 0) {
                System.out.println("up to seed " + end + ": " + oracle.statistics());
            }
            next = end;
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        System.out.println(count + " random programs from seed " + first + " in " + time.toMillis() + " ms: "
                + oracle.statistics());
    }

    private void run(long first, long end) throws Compiler.Refused {
        List<Program> programs =
                LongStream.range(first, end).mapToObj(Generator::program).toList();
        for (Oracle.Failure failure : oracle.failures(programs)) {
            throw new AssertionError(report(failure));
        }
    }

    private String report(Oracle.Failure failure) {
        Oracle.Failure small = new Shrinker(oracle, failure).shrink();
        return "program with seed " + failure.program().seed() + " under \"" + failure.pattern() + "\": "
                + failure.difference() + "\nrepeat with -Dfuzz.programs=1 -Dfuzz.seed="
                + failure.program().seed() + "\nshrunk, under \"" + small.pattern() + "\": " + small.difference() + "\n"
                + Printer.withoutPrelude(small.program());
    }
}
