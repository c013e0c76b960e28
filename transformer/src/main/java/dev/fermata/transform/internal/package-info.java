/** The pipeline scan → analyse → normalise → plan → emit; each stage is a package below and sees only earlier ones. */
@NullMarked
package dev.fermata.transform.internal;

import org.jspecify.annotations.NullMarked;
