package dev.fermata;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose body may suspend at {@link Await#on(Awaitable) Await.on}.
 *
 * <p>The return type decides how a call behaves:
 *
 * <ul>
 *   <li>{@link Coroutine}: <em>cold</em>. The call runs nothing; awaiting the coroutine runs it inside the awaiting
 *       task, {@link Tasks#start starting} it runs it concurrently. A coroutine is good for one run.
 *   <li>{@link java.util.concurrent.CompletableFuture}, {@link java.util.concurrent.CompletionStage}, {@link Task}:
 *       <em>hot</em>. The call runs the body at once, on the caller's thread, up to its first suspension. It resumes on
 *       the event loop it was called on or, called outside any loop, on the thread that completes what it awaits.
 * </ul>
 *
 * <p>Nothing leaves the call of such a method as an exception: what the body throws is in its result.
 *
 * <p>Constructors, {@code native} and {@code synchronized} methods cannot be asynchronous. On an abstract method the
 * annotation documents the intent and has no effect. A lambda body that awaits needs no annotation.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Async {}
