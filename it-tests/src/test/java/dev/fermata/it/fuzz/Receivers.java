package dev.fermata.it.fuzz;

import dev.fermata.it.fuzz.Program.Home;
import dev.fermata.it.fuzz.Program.Method;
import dev.fermata.it.fuzz.Program.Place;
import java.util.ArrayList;
import java.util.List;

/** What may stand before the name of a method in a call of it; # is a number. */
final class Receivers {

    private static final List<String> PROGRAMS = List.of("me.", "me.", "same.", "sub.", "plain.", "any(#).");
    private static final List<String> DEFAULTS = List.of("defaults.", "overriding.", "plainly.", "anyDefaults(#).");

    private Receivers() {}

    /**
     * The receivers of {@code callee} in a method that stands at {@code caller}.
     *
     * @param inLocalClass whether the call stands in a local class there
     */
    static List<String> of(Method callee, Place caller, boolean inLocalClass) {
        if (callee.place() == Place.STATIC) {
            return List.of("");
        }
        List<String> receivers = new ArrayList<>(callee.place().home == Home.PROGRAM ? PROGRAMS : DEFAULTS);
        if (hasWithoutName(callee.place(), caller)) {
            receivers.addAll(List.of("", "", ""));
        }
        if (caller == Place.OVERRIDE && isInherited(callee.place())) {
            receivers.addAll(List.of("Sub.super.", "Sub.super."));
        }
        if (caller == Place.DEFAULT_OVERRIDE && callee.place() == Place.INTERFACE && !inLocalClass) {
            receivers.addAll(List.of("Defaults.super.", "Defaults.super."));
        }
        return receivers;
    }

    private static boolean hasWithoutName(Place callee, Place caller) {
        return switch (caller) {
            case INSTANCE, PRIVATE, FINAL -> callee.home == Home.PROGRAM;
            case OVERRIDE -> isInherited(callee);
            case INTERFACE, INTERFACE_PRIVATE -> callee.home == Home.DEFAULTS;
            case DEFAULT_OVERRIDE -> callee == Place.INTERFACE;
            case STATIC, PLAIN_OVERRIDE, PLAIN_DEFAULT_OVERRIDE -> false;
        };
    }

    private static boolean isInherited(Place callee) {
        return callee == Place.INSTANCE || callee == Place.FINAL;
    }
}
