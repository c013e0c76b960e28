/** A small application on a large framework. */
@NullMarked
package dev.fermata.benchmarks.spring;

import org.jspecify.annotations.NullMarked;
