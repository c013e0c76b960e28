/** Processes of the operating system, started, talked to and awaited without blocking. */
@NullMarked
package dev.fermata.process;

import org.jspecify.annotations.NullMarked;
