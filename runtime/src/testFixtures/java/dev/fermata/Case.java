package dev.fermata;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the cases of the specification that a test covers. */
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface Case {
    String[] value();
}
