/** The Java agent: transforms classes as they are loaded. */
@NullMarked
package dev.fermata.agent;

import org.jspecify.annotations.NullMarked;
