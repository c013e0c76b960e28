package dev.fermata.examples;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the programs of {@code docs/cases/programs.md} that a test covers. */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface Case {
    String[] value();
}
