package dev.fermata.it.fuzz;

import dev.fermata.it.fuzz.Program.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a program that fails smaller, as long as it fails in the same kind.
 *
 * <p>Tries one change after the other, in the order in which they stand in the program, and keeps what still fails; a
 * change that javac refuses is none. Begins anew until nothing helps any more.
 */
final class Shrinker {

    private static final Duration LIMIT = Duration.ofSeconds(Long.getLong("fuzz.shrink.seconds", 60));

    private final Oracle oracle;
    private final long deadline = System.nanoTime() + LIMIT.toNanos();
    private Oracle.Failure smallest;

    Shrinker(Oracle oracle, Oracle.Failure failure) {
        this.oracle = oracle;
        smallest = failure;
    }

    Oracle.Failure shrink() {
        int before;
        do {
            before = size(smallest.program());
            dropMethods();
            for (Change.Sort sort : Change.Sort.values()) {
                tryAll(sort);
            }
        } while (size(smallest.program()) < before && !isLate());
        return smallest;
    }

    private void dropMethods() {
        for (int i = smallest.program().overrides().size() - 1; i >= 0; i--) {
            List<Method> overrides = new ArrayList<>(smallest.program().overrides());
            overrides.remove(i);
            attempt(smallest.program().with(smallest.program().methods(), overrides));
        }
        for (int i = smallest.program().methods().size() - 1; i > 0; i--) {
            Program program = withoutCalls(
                    smallest.program(), smallest.program().methods().get(i));
            List<Method> methods = new ArrayList<>(program.methods());
            String name = methods.remove(i).name();
            attempt(program.with(
                    methods,
                    program.overrides().stream()
                            .filter(override -> !override.name().equals(name))
                            .toList()));
        }
    }

    private static Program withoutCalls(Program program, Method method) {
        String call = method.name() + "(depth";
        return new Rewriting() {
            @Override
            Expr changed(Expr expression) {
                return expression instanceof Expr.Call c && c.template().contains(call)
                        ? expression.type().simplest()
                        : expression;
            }
        }.program(program);
    }

    private void tryAll(Change.Sort sort) {
        int index = 0;
        while (!isLate()) {
            Change change = new Change(sort, index);
            Program candidate = change.program(smallest.program());
            if (!change.applied()) {
                return;
            }
            if (!attempt(candidate)) {
                index++;
            }
        }
    }

    private boolean attempt(Program candidate) {
        if (candidate.equals(smallest.program()) || isLate()) {
            return false;
        }
        try {
            List<Oracle.Failure> failures = oracle.failures(List.of(candidate));
            if (!failures.isEmpty() && failures.get(0).kind().equals(smallest.kind())) {
                smallest = failures.get(0);
                return true;
            }
            return false;
        } catch (Compiler.Refused | AssertionError notAProgram) {
            return false;
        }
    }

    private static int size(Program program) {
        return Printer.async(program).length();
    }

    private boolean isLate() {
        return System.nanoTime() > deadline;
    }
}
