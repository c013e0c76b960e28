/** An event loop in virtual time, for tests that never sleep and always run the same way. */
@NullMarked
package dev.fermata.testkit;

import org.jspecify.annotations.NullMarked;
