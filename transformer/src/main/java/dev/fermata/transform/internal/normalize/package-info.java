/** Rewritings that keep the meaning of a method and bring it into the form that planning needs. */
@NullMarked
package dev.fermata.transform.internal.normalize;

import org.jspecify.annotations.NullMarked;
