/** What a method is to become, as immutable, printable data. */
@NullMarked
package dev.fermata.transform.internal.plan;

import org.jspecify.annotations.NullMarked;
