/** Finds out whether a class concerns the transformer, and what in it. */
@NullMarked
package dev.fermata.transform.internal.scan;

import org.jspecify.annotations.NullMarked;
