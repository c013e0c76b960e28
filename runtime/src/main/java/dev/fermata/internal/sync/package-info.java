/** The one wait queue under everything that tasks synchronise with. */
@NullMarked
package dev.fermata.internal.sync;

import org.jspecify.annotations.NullMarked;
