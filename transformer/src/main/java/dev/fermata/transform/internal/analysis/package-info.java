/** Facts about one method: pure, and without a trace of what becomes of them. */
@NullMarked
package dev.fermata.transform.internal.analysis;

import org.jspecify.annotations.NullMarked;
