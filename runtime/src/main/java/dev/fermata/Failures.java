package dev.fermata;

import org.jspecify.annotations.Nullable;

/**
 * What several have thrown, as one exception: the first, with the others suppressed. An error of the virtual machine
 * takes the place of the first.
 */
final class Failures {

    private @Nullable Throwable first;

    void add(Throwable failure) {
        Throwable before = first;
        if (before == null) {
            first = failure;
        } else if (failure instanceof VirtualMachineError && !(before instanceof VirtualMachineError)) {
            first = failure;
            failure.addSuppressed(before);
        } else if (!contains(before, failure)) {
            before.addSuppressed(failure);
        }
    }

    /** The collected failure, or null; this lets go of it. */
    @Nullable
    Throwable take() {
        Throwable taken = first;
        first = null;
        return taken;
    }

    private static boolean contains(Throwable whole, Throwable part) {
        if (whole == part) {
            return true;
        }
        for (Throwable suppressed : whole.getSuppressed()) {
            if (suppressed == part) {
                return true;
            }
        }
        return false;
    }
}
