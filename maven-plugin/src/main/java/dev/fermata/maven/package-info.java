/** The Maven plugin: transforms the classes of a build. */
@NullMarked
package dev.fermata.maven;

import org.jspecify.annotations.NullMarked;
