/** The event loop that comes with Fermata: ready queue, timers, and the way in from other threads. */
@NullMarked
package dev.fermata.internal.loop;

import org.jspecify.annotations.NullMarked;
