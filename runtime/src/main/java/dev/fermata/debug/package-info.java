/** Looking into a running program: which tasks there are, where they are, and who waits for whom. */
@NullMarked
package dev.fermata.debug;

import org.jspecify.annotations.NullMarked;
