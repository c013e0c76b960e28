/** The only place that makes final code. */
@NullMarked
package dev.fermata.transform.internal.emit;

import org.jspecify.annotations.NullMarked;
