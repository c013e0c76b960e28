/** Programs to read and to run. */
@NullMarked
package dev.fermata.examples;

import org.jspecify.annotations.NullMarked;
