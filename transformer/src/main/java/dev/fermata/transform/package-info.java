/** Rewrites classes with async methods: bytes in, bytes and diagnostics out. No class is ever loaded. */
@NullMarked
package dev.fermata.transform;

import org.jspecify.annotations.NullMarked;
