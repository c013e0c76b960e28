/** What a callback of an event loop and the context that it runs in know of each other. */
@NullMarked
package dev.fermata.internal.context;

import org.jspecify.annotations.NullMarked;
