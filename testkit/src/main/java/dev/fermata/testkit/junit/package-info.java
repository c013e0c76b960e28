/** Test methods of JUnit Jupiter whose bodies are coroutines. */
@NullMarked
package dev.fermata.testkit.junit;

import org.jspecify.annotations.NullMarked;
