package dev.fermata;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that has a twin to be awaited. Inside an {@link Async} method, a call of the marked method is replaced
 * by an await of its twin. Called anywhere else, the marked method has to work, or to throw, by itself.
 *
 * <p>The twin takes the same parameters and returns something awaitable whose result is that of the marked method. The
 * transformer looks at the class that a call names and at its supertypes; it has to find them on the class path.
 *
 * <p>This is how {@code close()} of an {@link AsyncCloseable} in a try-with-resources statement awaits
 * {@link AsyncCloseable#closeAsync()}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface AwaitableTwin {

    /** The name of the twin. */
    String value();
}
