package dev.fermata.it.fuzz;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The main class of a JVM of its own that runs random programs, one after the other, compiled by that JVM's compiler. Its
 * arguments are the seed of the first program, and how many follow one another.
 */
public final class FuzzRun {

    private final Oracle oracle = new Oracle();
    private final Dialect dialect = Dialect.newest();

    private FuzzRun() {}

    /** Ends with an {@link AssertionError} if one does something else when it is transformed. */
    public static void main(String[] arguments) throws Compiler.Refused {
        long first = Long.parseLong(arguments[0]);
        long most = Long.MAX_VALUE - Oracle.TOGETHER - Math.max(first, 0);
        new FuzzRun().runAll(first, Math.min(Long.parseLong(arguments[1]), most));
    }

    private void runAll(long first, long count) throws Compiler.Refused {
        long start = System.nanoTime();
        long next = first;
        while (next < first + count) {
            long end = Math.min(first + count, (Math.floorDiv(next, Oracle.TOGETHER) + 1) * Oracle.TOGETHER);
            runTogether(next, end);
            if (end % 1000 == 0) {
                System.out.println("up to seed " + end + ": " + oracle.statistics());
            }
            next = end;
        }
        System.out.println(count + " random programs from seed " + first + " on Java "
                + Runtime.version().feature() + " in "
                + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms: " + oracle.statistics());
    }

    private void runTogether(long first, long end) throws Compiler.Refused {
        List<Program> programs = LongStream.range(first, end)
                .mapToObj(seed -> Generator.program(seed, dialect))
                .toList();
        for (Oracle.Failure failure : oracle.failures(programs)) {
            throw new AssertionError(report(failure));
        }
    }

    private String report(Oracle.Failure failure) {
        Oracle.Failure small = new Shrinker(oracle, failure).shrink();
        return "program with seed " + failure.program().seed() + " on Java "
                + Runtime.version().feature() + " under \"" + failure.pattern() + "\": " + failure.difference()
                + "\nrepeat with -Dfuzz.programs=1 -Dfuzz.seed="
                + failure.program().seed() + "\nshrunk, under \""
                + small.pattern() + "\": " + small.difference() + "\n" + Printer.withoutPrelude(small.program());
    }
}
