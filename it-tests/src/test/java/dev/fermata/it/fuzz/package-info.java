/**
 * Random programs: each is run blocking, as plain Java, and asynchronously, transformed, and must do the same.
 *
 * <p>{@link dev.fermata.it.fuzz.Generator} makes a {@link dev.fermata.it.fuzz.Program} from a seed, {@link
 * dev.fermata.it.fuzz.Printer} writes it in both forms, {@link dev.fermata.it.fuzz.Oracle} runs and compares them, and
 * {@link dev.fermata.it.fuzz.Shrinker} makes a program that failed small. {@link dev.fermata.it.fuzz.FuzzRun} does all that
 * in a JVM of its own.
 */
package dev.fermata.it.fuzz;
