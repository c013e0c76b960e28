/** What debug mode remembers; closed to users. */
@NullMarked
package dev.fermata.internal.debug;

import org.jspecify.annotations.NullMarked;
