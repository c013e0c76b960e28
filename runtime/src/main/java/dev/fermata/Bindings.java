package dev.fermata;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of context variables; immutable, so that a task inherits them by a reference. Empty bindings are null.
 *
 * <p>A hash table with open addressing, copied at every change: variables are read often, and set seldom and few.
 */
final class Bindings {

    /** Variable and value by turns; its length is a power of two, and a quarter of the variables' places stay free. */
    private final @Nullable Object[] table;

    private final int size;

    /** How many of them live in the thread while the context is current: see {@link ThreadContextElement}. */
    private final int carried;

    private Bindings(@Nullable Object[] table, int size, int carried) {
        this.table = table;
        this.size = size;
        this.carried = carried;
    }

    private static Bindings withRoomFor(int size) {
        int places = 2;
        while (size * 4 > places * 3) {
            places *= 2;
        }
        return new Bindings(new Object[places * 2], size, 0);
    }

    /** Where {@code variable} is, or the free place where it would be. */
    private int find(ContextVar<?> variable) {
        int mask = table.length - 1;
        int place = (variable.hash << 1) & mask;
        while (table[place] != null && table[place] != variable) {
            place = (place + 2) & mask;
        }
        return place;
    }

    /** The value of {@code variable}, or {@code missing} if it has none. */
    static @Nullable Object get(@Nullable Bindings bindings, ContextVar<?> variable, @Nullable Object missing) {
        if (bindings == null) {
            return missing;
        }
        int place = bindings.find(variable);
        return bindings.table[place] == null ? missing : bindings.table[place + 1];
    }

    static boolean contains(@Nullable Bindings bindings, ContextVar<?> variable) {
        return bindings != null && bindings.table[bindings.find(variable)] != null;
    }

    /** Some bindings with {@code variable} set to {@code value}. */
    static Bindings with(@Nullable Bindings bindings, ContextVar<?> variable, @Nullable Object value) {
        Bindings without = without(bindings, variable);
        int size = without == null ? 0 : without.size;
        int carried = without == null ? 0 : without.carried;
        Bindings room = withRoomFor(size + 1);
        Bindings made = new Bindings(room.table, size + 1, carried + (variable.element == null ? 0 : 1));
        if (without != null) {
            without.copyTo(made, null);
        }
        made.put(variable, value);
        return made;
    }

    /** Some bindings with {@code variable} not set. */
    static @Nullable Bindings without(@Nullable Bindings bindings, ContextVar<?> variable) {
        if (bindings == null || !contains(bindings, variable)) {
            return bindings;
        }
        if (bindings.size == 1) {
            return null;
        }
        Bindings room = withRoomFor(bindings.size - 1);
        Bindings made = new Bindings(room.table, room.size, bindings.carried - (variable.element == null ? 0 : 1));
        bindings.copyTo(made, variable);
        return made;
    }

    private void copyTo(Bindings target, @Nullable ContextVar<?> except) {
        for (int place = 0; place < table.length; place += 2) {
            if (table[place] instanceof ContextVar<?> variable && variable != except) {
                target.put(variable, table[place + 1]);
            }
        }
    }

    private void put(ContextVar<?> variable, @Nullable Object value) {
        int place = find(variable);
        table[place] = variable;
        table[place + 1] = value;
    }

    /** True if some of the values live in the thread while the context is current. */
    static boolean carries(@Nullable Bindings bindings) {
        return bindings != null && bindings.carried > 0;
    }

    /** The variables that have a value, in no particular order. */
    static List<ContextVar<?>> variables(@Nullable Bindings bindings) {
        List<ContextVar<?>> variables = new ArrayList<>();
        if (bindings != null) {
            for (int place = 0; place < bindings.table.length; place += 2) {
                if (bindings.table[place] instanceof ContextVar<?> variable) {
                    variables.add(variable);
                }
            }
        }
        return variables;
    }
}
