/** Micrometer's context propagation for tasks. */
@NullMarked
package dev.fermata.micrometer;

import org.jspecify.annotations.NullMarked;
