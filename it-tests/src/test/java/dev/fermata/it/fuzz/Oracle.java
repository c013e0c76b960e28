package dev.fermata.it.fuzz;

import dev.fermata.transform.TransformResult;
import dev.fermata.transform.Transformer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says whether programs do the same in both forms. */
final class Oracle {

    /** How many programs are compiled at once; those of one such range of seeds with the same options. */
    static final int TOGETHER = 25;

    /** What javac makes of the same source differs with these. */
    private static final List<List<String>> OPTIONS = List.of(
            List.of("-g"), List.of("-g:none"), List.of("-g", "-parameters", "-XDstringConcat=inline"), List.of());

    private final Compiler compiler = new Compiler();
    private final Transformer transformer = new Transformer();
    private final Statistics statistics = new Statistics();

    /**
     * A program that does something else when it is transformed.
     *
     * @param kind failures of one kind look alike; a program is shrunk as long as it fails in the same kind
     */
    record Failure(Program program, String pattern, String kind, String difference) {}

    Statistics statistics() {
        return statistics;
    }

    /** Runs {@code programs}, of one range of seeds, under all their patterns. */
    List<Failure> failures(List<Program> programs) throws Compiler.Refused {
        long range = Math.floorDiv(programs.get(0).seed(), (long) TOGETHER);
        List<String> options = OPTIONS.get((int) Math.floorMod(range, (long) OPTIONS.size()));
        try {
            return failures(programs, options);
        } catch (Compiler.Refused refused) {
            if (!refused.crash) {
                throw refused;
            }
            return oneByOne(programs, options);
        }
    }

    /** Leaves out those on which javac fails. */
    private List<Failure> oneByOne(List<Program> programs, List<String> options) throws Compiler.Refused {
        List<Failure> failures = new ArrayList<>();
        for (Program program : programs) {
            try {
                failures.addAll(failures(List.of(program), options));
            } catch (Compiler.Refused refused) {
                if (!refused.crash) {
                    throw refused;
                }
                statistics.crashes++;
            }
        }
        return failures;
    }

    private List<Failure> failures(List<Program> programs, List<String> options) throws Compiler.Refused {
        Map<String, byte[]> blocking = compile(programs, options, false);
        Map<String, byte[]> async = compile(programs, options, true);
        return programs.stream()
                .map(program -> failure(program, blocking, async))
                .filter(failure -> failure != null)
                .toList();
    }

    private Map<String, byte[]> compile(List<Program> programs, List<String> options, boolean async)
            throws Compiler.Refused {
        Map<String, String> sources = programs.stream()
                .collect(Collectors.toMap(Program::name, p -> async ? Printer.async(p) : Printer.blocking(p)));
        return compiler.compile(sources, options);
    }

    private Failure failure(Program program, Map<String, byte[]> blocking, Map<String, byte[]> async) {
        Map<String, byte[]> transformed = new TreeMap<>();
        for (Map.Entry<String, byte[]> each : async.entrySet()) {
            if (each.getKey().equals(program.name()) || each.getKey().startsWith(program.name() + "$")) {
                TransformResult result = transformer.transform(each.getValue());
                if (result instanceof TransformResult.Rejected rejected) {
                    return new Failure(
                            program, "any", "rejected", rejected.errors().toString());
                }
                transformed.put(
                        each.getKey(),
                        result instanceof TransformResult.Transformed done ? done.bytes() : each.getValue());
            }
        }
        return comparison(program, blocking, transformed);
    }

    private Failure comparison(Program program, Map<String, byte[]> blocking, Map<String, byte[]> transformed) {
        Observation withoutFailures = null;
        for (Pattern pattern : Pattern.forSeed(program.seed())) {
            boolean known = withoutFailures != null && !pattern.fails();
            Observation expected = known ? withoutFailures : blocking(program, blocking, pattern);
            withoutFailures = pattern.fails() ? withoutFailures : expected;
            Observation found = Observation.async(transformed, program.name(), pattern);
            statistics.add(expected);
            String difference = found.differenceFrom(expected);
            if (difference != null) {
                String kind = found.problem() == null
                        ? "differs"
                        : found.problem().getClass().getName();
                return new Failure(program, pattern.name(), kind, difference);
            }
        }
        return null;
    }

    private static Observation blocking(Program program, Map<String, byte[]> classes, Pattern pattern) {
        Observation expected = Observation.blocking(classes, program.name(), pattern);
        if (expected.problem() != null) {
            throw new AssertionError("the blocking form of " + program.name() + " does not run", expected.problem());
        }
        return expected;
    }

    /** How much the programs did, to see that they are worth their time. */
    static final class Statistics {
        private final Map<String, Integer> ends = new HashMap<>();
        private long runs;
        private long events;
        private long awaits;
        private long crashes;

        private void add(Observation run) {
            runs++;
            events += run.lines().size();
            awaits += run.lines().stream()
                    .filter(line -> line.startsWith("await "))
                    .count();
            String end = run.lines().get(run.lines().size() - 2);
            ends.merge(end.startsWith("returned") ? "returned" : end.replaceAll("(?s)[(].*", ""), 1, Integer::sum);
        }

        @Override
        public String toString() {
            return runs + " runs, " + events + " events, " + awaits + " awaits, " + crashes
                    + " programs on which javac fails; " + new TreeMap<>(ends);
        }
    }
}
