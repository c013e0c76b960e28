package dev.fermata.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Repeats an {@link AsyncTests.AsyncTest}, or all of a class, under the seeds from 1 to {@link #value}: tasks that are
 * ready at the same time take their turns in another order each time. The name of each run has its seed; {@code
 * -Dfermata.seed=N} runs that one alone.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Seeds {

    /** How many seeds, at least 1. */
    int value();
}
