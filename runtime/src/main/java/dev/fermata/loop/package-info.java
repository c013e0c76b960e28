/** The event loop: the one thread on which tasks, callbacks and timers take turns. */
@NullMarked
package dev.fermata.loop;

import org.jspecify.annotations.NullMarked;
