/** Small additions to ASM that every stage may use. */
@NullMarked
package dev.fermata.transform.internal.asm;

import org.jspecify.annotations.NullMarked;
