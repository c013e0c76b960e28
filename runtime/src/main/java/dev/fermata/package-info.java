/**
 * Async/await for Java: what a program written with Fermata uses every day. Annotate a method with
 * {@link dev.fermata.Async}, suspend in it with {@link dev.fermata.Await}, run it with {@link dev.fermata.Fermata}.
 */
@NullMarked
package dev.fermata;

import org.jspecify.annotations.NullMarked;
