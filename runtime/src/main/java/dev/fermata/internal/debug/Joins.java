package dev.fermata.internal.debug;

import dev.fermata.Promise;
import java.util.Collection;

/** What waits for promises by other means than awaiting them; so that it can be told who waits for whom. */
public interface Joins {

    /** The promises that have still to end, in a steady order. On the loop's thread. */
    Collection<? extends Promise<?>> joined();
}
