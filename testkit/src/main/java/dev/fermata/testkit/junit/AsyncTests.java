package dev.fermata.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a test class implements to have test methods whose bodies are coroutines:
 *
 * <pre>
 *   class GreeterTest implements AsyncTests {
 *       &#64;AsyncTest
 *       &#64;Async
 *       Coroutine&lt;Void&gt; greets_after_a_second(VirtualTime time) {
 *           assertEquals("hello", Await.on(greeter.greet()));
 *           assertEquals(Duration.ofSeconds(1), time.elapsed());
 *           return Coroutine.done();
 *       }
 *   }
 * </pre>
 *
 * <p>Each such method is run as a test of its own, with a loop of its own and the life cycle of any test of Jupiter. It
 * may have parameters of the types {@link dev.fermata.testkit.VirtualTime}, {@link dev.fermata.testkit.Sequencer} and
 * {@link dev.fermata.loop.EventLoop}, a {@code long} annotated with {@link Seed}, and whatever the extensions of the
 * class resolve. A failure that reaches the loop's exception handler, because nobody else took it, fails the test.
 *
 * <p>Jupiter itself runs no test method that returns a value. So the methods here are the invocations of one test
 * template, {@link #asyncTests}: that is the name by which build tools know them. Annotations that Jupiter
 * reads from test methods have no effect on them, except {@code @DisplayName} and {@code @Disabled}.
 */
public interface AsyncTests {

    /**
     * Marks a test method that returns a {@link dev.fermata.Coroutine}; it is neither static nor private. A member of
     * this interface, so that one that would not be run does not compile.
     */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface AsyncTest {

        /** Whether the loop goes by the wall clock, and not by virtual time. */
        boolean realTime() default false;

        /**
         * How many seconds of its loop's time the test may take; after that it fails, with a list of all tasks. Unless
         * given, a day in virtual time, and a minute by the wall clock. A step that blocks the thread is not interrupted:
         * for that there is Jupiter's {@code @Timeout}, on the class.
         */
        long timeoutSeconds() default -1;
    }

    /** Runs the test methods; for Jupiter only. */
    @TestTemplate
    @ExtendWith(AsyncTestProvider.class)
    default void asyncTests(AsyncTestRun run) throws Throwable {
        run.of(this);
    }
}
