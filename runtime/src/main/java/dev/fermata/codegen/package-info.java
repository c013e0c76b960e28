/**
 * What transformed classes link against. For generated code only: nothing here is meant to be called by hand.
 *
 * <p>The package is a contract that stays binary compatible, so that classes transformed by an earlier version run on
 * today's runtime. It consists of
 *
 * <ul>
 *   <li>{@link dev.fermata.codegen.Frame}: the state of one activation, with the fields and methods that generated code
 *       uses ({@code state}, {@code method()}, {@code take()});
 *   <li>{@link dev.fermata.codegen.Frames}: the menu of frame shapes;
 *   <li>{@link dev.fermata.codegen.Entry}: how the runtime re-enters a transformed class;
 *   <li>{@link dev.fermata.codegen.Suspended}: the type that tells a suspension from a value;
 *   <li>{@link dev.fermata.codegen.Hooks}: the static methods that generated code calls.
 * </ul>
 */
@NullMarked
package dev.fermata.codegen;

import org.jspecify.annotations.NullMarked;
