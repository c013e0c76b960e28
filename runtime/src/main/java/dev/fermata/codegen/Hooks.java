package dev.fermata.codegen;

import dev.fermata.AsyncCloseable;
import dev.fermata.AsyncIterator;
import dev.fermata.AsyncStream;
import dev.fermata.Awaitable;
import dev.fermata.Coroutine;
import dev.fermata.Generator;
import dev.fermata.Task;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The static methods that generated code calls. */
public final class Hooks {

    private static final String RETURNED_NULL = "an async method returned null";

    private Hooks() {}

    /**
     * Stands for {@code Await.on(awaited)}. Returns the value if it is there (started coroutines run here, on the
     * caller's stack), throws the failure, or returns a {@link Suspended}: then the caller spills its locals and returns
     * {@link #suspend}.
     *
     * @param depth how many bodies stand below that of the caller on the native stack
     */
    public static @Nullable Object await(Awaitable<?> awaited, int depth) throws Throwable {
        Objects.requireNonNull(awaited, "awaited");
        return awaited instanceof Suspended known ? known.begin(depth + 1) : Frame.Scheduler.beginOther(awaited);
    }

    /** As {@link #await(Awaitable, int)}, for the JDK's futures and all other completion stages. */
    public static @Nullable Object await(CompletionStage<?> awaited, int depth) throws Throwable {
        Objects.requireNonNull(awaited, "awaited");
        return Frame.Scheduler.beginStage(awaited);
    }

    /** As {@link #await(Awaitable, int)}, for bodies that are written by hand. */
    public static @Nullable Object await(Awaitable<?> awaited, WrittenFrame caller) throws Throwable {
        return await(awaited, caller.depth());
    }

    /**
     * To be asked when a body that was called directly has returned something pending: runs the coroutine that it has
     * returned as a tail call, if it is one. Returns, or throws, what {@link #await(Awaitable, int)} would.
     *
     * @param depth how many bodies stand below that of the caller on the native stack
     */
    public static @Nullable Object goOn(Object pending, int depth) throws Throwable {
        return pending instanceof Frame tail && tail.isTailCall() && depth + 1 < Frame.MAX_DEPTH
                ? Trampoline.runOnStack(tail, depth + 1)
                : pending;
    }

    /**
     * Called by a body that was called directly too deep in the native stack: its caller suspends, and the trampoline starts
     * {@code call}, the coroutine of the same call.
     */
    public static Object defer(Coroutine<?> call) {
        Frame frame = (Frame) call;
        frame.claim();
        return frame;
    }

    /**
     * Called by a body that has stored its locals in {@code frame}; the body returns the result at once.
     *
     * @param pending what {@code await} returned
     * @param state the number of the suspension point
     */
    public static Object suspend(Object pending, int state, Frame frame) {
        frame.state = (short) state;
        return frame.suspend(pending);
    }

    /** Makes a body's result of a value: {@code return Coroutine.of(value)}. */
    public static @Nullable Object result(@Nullable Object value) {
        return Frame.escape(value);
    }

    /** Makes a body's result of something awaitable that it returns as it is: a tail call. */
    public static @Nullable Object tail(Awaitable<?> returned) throws Throwable {
        Objects.requireNonNull(returned, RETURNED_NULL);
        if (returned instanceof Frame coroutine) {
            coroutine.claim();
            return coroutine;
        }
        return TailFrame.over(await(returned, 0));
    }

    /** As {@link #tail(Awaitable)}, for a hot method. */
    public static @Nullable Object tail(CompletionStage<?> returned) throws Throwable {
        Objects.requireNonNull(returned, RETURNED_NULL);
        return TailFrame.over(Frame.Scheduler.beginStage(returned));
    }

    /** Begins the call of a hot method; exactly one of the four methods below ends it. */
    public static Task<?> enterHot() {
        return Frame.Scheduler.beginHot();
    }

    /** Ends the call of a hot method whose body returned {@code result}, with the future to hand to the caller. */
    public static CompletableFuture<?> future(Task<?> call, @Nullable Object result) {
        return Frame.Scheduler.hotFuture(call, result);
    }

    /** Ends the call of a hot method whose body threw, with the future to hand to the caller. */
    public static CompletableFuture<?> failedFuture(Task<?> call, Throwable failure) {
        return Frame.Scheduler.hotFailedFuture(call, failure);
    }

    /** Ends the call of a hot method whose body returned {@code result}, with the task to hand to the caller. */
    public static Task<?> task(Task<?> call, @Nullable Object result) {
        return Frame.Scheduler.hotTask(call, result);
    }

    /** Ends the call of a hot method whose body threw, with the task to hand to the caller. */
    public static Task<?> failedTask(Task<?> call, Throwable failure) {
        return Frame.Scheduler.hotFailedTask(call, failure);
    }

    /** Makes the generator that a call returns, of the frame that its stub has filled. */
    public static Generator<?> generator(Frame frame) {
        return new PlainGenerator<>(frame);
    }

    /** Makes the stream that a call returns, of the frame that its stub has filled. */
    public static AsyncStream<?> stream(Frame frame) {
        return new GeneratedStream<>(frame);
    }

    /** Stands for {@code Yield.value(element)}; the result is awaited. */
    public static Awaitable<?> yieldValue(@Nullable Object element) {
        return Yielded.one(element);
    }

    /** Stands for {@code Yield.all(elements)}; the result is awaited. */
    public static Awaitable<?> yieldAll(Iterable<?> elements) {
        return Yielded.all(elements);
    }

    /** Stands for {@code Yield.all(elements)}; the result is awaited. */
    public static Awaitable<?> yieldAll(AsyncStream<?> elements) {
        return Yielded.all(elements);
    }

    /** Makes the end of a generator's body of another generator that it returns: its elements follow. */
    public static @Nullable Object tail(Generator<?> returned) {
        Objects.requireNonNull(returned, RETURNED_NULL);
        Frame body = returned instanceof PlainGenerator<?> generator ? generator.body.release() : null;
        return body != null ? body : TailFrame.over(Yielded.all(returned));
    }

    /** Makes the end of a stream's body of another stream that it returns: its elements follow. */
    public static @Nullable Object tail(AsyncStream<?> returned) {
        Objects.requireNonNull(returned, RETURNED_NULL);
        Frame body = returned instanceof GeneratedStream<?> stream ? stream.state.body.release() : null;
        return body != null ? body : TailFrame.over(Yielded.all(returned));
    }

    /** Stands for {@code iterator.hasNext()}, where the iterator may be one that has to be awaited. */
    public static Awaitable<Boolean> hasNext(Iterator<?> iterator) {
        return iterator instanceof AsyncIterator<?> async ? async.hasNextAsync() : Coroutine.of(iterator.hasNext());
    }

    /**
     * Makes the array, with one element, in the static field {@code field} of the calling class, if it is not there. Its type
     * is one that the class itself must not name.
     *
     * @param lookup of the class, with access to its private members
     * @param descriptor the type of the field
     */
    public static void box(MethodHandles.Lookup lookup, String field, String descriptor)
            throws ReflectiveOperationException {
        Class<?> owner = lookup.lookupClass();
        Class<?> type = MethodType.fromMethodDescriptorString("()" + descriptor, owner.getClassLoader())
                .returnType();
        lookup.findStaticVarHandle(owner, field, type)
                .compareAndSet(null, Array.newInstance(type.getComponentType(), 1));
    }

    /**
     * Defines, when a call site is linked, the class that stands beside an interface and has fields for it; another call site
     * may have done so already.
     *
     * @param lookup of the interface, with access to its private members
     * @param suffix what the class's name has after that of the interface
     * @param type of the call site, which does nothing: {@code ()void}
     * @param classFile a character for each byte
     */
    public static CallSite companion(MethodHandles.Lookup lookup, String suffix, MethodType type, String classFile)
            throws ReflectiveOperationException {
        try {
            lookup.defineClass(classFile.getBytes(StandardCharsets.ISO_8859_1));
        } catch (LinkageError defined) {
            lookup.findClass(lookup.lookupClass().getName() + suffix);
        }
        return new ConstantCallSite(MethodHandles.empty(type));
    }

    /** Stands for {@code resource.close()}, where the resource may be one that has to be awaited. */
    public static Awaitable<?> close(AutoCloseable resource) throws Exception {
        if (resource instanceof AsyncCloseable async) {
            return async.closeAsync();
        }
        resource.close();
        return Coroutine.done();
    }

    /** Closes what a {@code for} statement over {@code Await.each(stream)} has left early; {@code stream} may be null. */
    public static Awaitable<?> closeLeft(@Nullable AsyncStream<?> stream) {
        return stream == null ? Coroutine.done() : stream.closeAsync();
    }
}
