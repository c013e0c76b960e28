/** Streams that are made of others: what the methods of {@link dev.fermata.AsyncStream} return. */
@NullMarked
package dev.fermata.internal.stream;

import org.jspecify.annotations.NullMarked;
