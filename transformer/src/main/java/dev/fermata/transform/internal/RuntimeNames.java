package dev.fermata.transform.internal;

import java.util.Set;

/**
 * Every name of the runtime and the JDK that generated code mentions. The transformer knows the runtime by these names
 * alone; a contract test resolves each against the real thing.
 */
public final class RuntimeNames {

    /** The package of what users name, all of which is public. */
    public static final String API = "dev/fermata/";

    private RuntimeNames() {}

    // What users write.

    public static final String ASYNC_DESCRIPTOR = "Ldev/fermata/Async;";
    public static final String AWAIT = "dev/fermata/Await";
    public static final String AWAIT_ON = "on";

    /** No overload of the runtime's: the await of what a body has returned that was called directly. */
    public static final String AWAIT_RESULT_DESCRIPTOR = "(Ljava/lang/Object;)Ljava/lang/Object;";

    public static final String AWAITABLE = "dev/fermata/Awaitable";
    public static final String COROUTINE = "dev/fermata/Coroutine";
    public static final String CANCELLATION = "dev/fermata/Cancellation";
    public static final String AWAIT_EACH = "each";
    public static final String YIELD = "dev/fermata/Yield";
    public static final String YIELD_VALUE = "value";
    public static final String TASK = "dev/fermata/Task";
    public static final String GENERATOR = "dev/fermata/Generator";
    public static final String ASYNC_STREAM = "dev/fermata/AsyncStream";
    public static final String AWAITABLE_TWIN_DESCRIPTOR = "Ldev/fermata/AwaitableTwin;";
    public static final String COMPLETABLE_FUTURE = "java/util/concurrent/CompletableFuture";
    public static final String COMPLETION_STAGE = "java/util/concurrent/CompletionStage";

    /** {@code Coroutine.of(value)}, which a {@code return} sees through. */
    public static final String COROUTINE_OF = "of";

    public static final String COROUTINE_OF_DESCRIPTOR = "(Ljava/lang/Object;)Ldev/fermata/Coroutine;";

    /** {@code Coroutine.done()}, {@code Generator.done()}, {@code AsyncStream.done()}: a {@code return} sees through them. */
    public static final String DONE = "done";

    /** {@code CompletableFuture.completedFuture(value)}, which a {@code return} sees through. */
    public static final String COMPLETED_FUTURE = "completedFuture";

    public static final String COMPLETED_FUTURE_DESCRIPTOR =
            "(Ljava/lang/Object;)Ljava/util/concurrent/CompletableFuture;";

    // What generated code links against.

    public static final String SUSPENDED = "dev/fermata/codegen/Suspended";
    public static final String FRAME = "dev/fermata/codegen/Frame";
    public static final String FRAME_STATE = "state";
    public static final String FRAME_STATE_DESCRIPTOR = "S";
    public static final String FRAME_METHOD = "method";
    public static final String FRAME_METHOD_DESCRIPTOR = "()I";
    public static final String FRAME_TAKE = "take";
    public static final String FRAME_TAKE_DESCRIPTOR = "()Ljava/lang/Object;";

    /** A shape of the menu is this followed by {@code R<references>P<64-bit slots>}. */
    public static final String FRAMES_PREFIX = "dev/fermata/codegen/Frames$";

    public static final String SHAPE_CONSTRUCTOR_DESCRIPTOR = "(Ldev/fermata/codegen/Entry;I)V";
    public static final String REFERENCE_SLOT_PREFIX = "r";
    public static final String LONG_SLOT_PREFIX = "l";

    public static final String ANY_SHAPE = "dev/fermata/codegen/Frames$Any";
    public static final String ANY_CONSTRUCTOR_DESCRIPTOR = "(Ldev/fermata/codegen/Entry;III)V";
    public static final String ANY_REFERENCES = "refs";
    public static final String ANY_LONGS = "longs";

    public static final String ENTRY = "dev/fermata/codegen/Entry";
    public static final String ENTRY_RESUME = "resume";
    public static final String ENTRY_RESUME_DESCRIPTOR = "(Ldev/fermata/codegen/Frame;I)Ljava/lang/Object;";

    public static final String HOOKS = "dev/fermata/codegen/Hooks";
    public static final String HOOKS_AWAIT = "await";
    public static final String HOOKS_GO_ON = "goOn";
    public static final String HOOKS_GO_ON_DESCRIPTOR = "(Ljava/lang/Object;I)Ljava/lang/Object;";
    public static final String HOOKS_DEFER = "defer";
    public static final String HOOKS_DEFER_DESCRIPTOR = "(Ldev/fermata/Coroutine;)Ljava/lang/Object;";
    public static final String HOOKS_SUSPEND = "suspend";
    public static final String HOOKS_SUSPEND_DESCRIPTOR =
            "(Ljava/lang/Object;ILdev/fermata/codegen/Frame;)Ljava/lang/Object;";
    public static final String HOOKS_RESULT = "result";
    public static final String HOOKS_RESULT_DESCRIPTOR = "(Ljava/lang/Object;)Ljava/lang/Object;";
    public static final String HOOKS_TAIL = "tail";
    public static final String HOOKS_ENTER_HOT = "enterHot";
    public static final String HOOKS_ENTER_HOT_DESCRIPTOR = "()Ldev/fermata/Task;";
    public static final String HOOKS_FUTURE = "future";
    public static final String HOOKS_FAILED_FUTURE = "failedFuture";
    public static final String HOOKS_TASK = "task";
    public static final String HOOKS_FAILED_TASK = "failedTask";

    public static final String HOOKS_GENERATOR = "generator";
    public static final String HOOKS_STREAM = "stream";
    public static final String HOOKS_YIELD_VALUE = "yieldValue";
    public static final String HOOKS_YIELD_VALUE_DESCRIPTOR = "(Ljava/lang/Object;)Ldev/fermata/Awaitable;";
    public static final String HOOKS_YIELD_ALL = "yieldAll";
    public static final String HOOKS_HAS_NEXT = "hasNext";
    public static final String HOOKS_HAS_NEXT_DESCRIPTOR = "(Ljava/util/Iterator;)Ldev/fermata/Awaitable;";
    public static final String HOOKS_CLOSE = "close";
    public static final String HOOKS_CLOSE_DESCRIPTOR = "(Ljava/lang/AutoCloseable;)Ldev/fermata/Awaitable;";
    public static final String HOOKS_CLOSE_LEFT = "closeLeft";
    public static final String HOOKS_CLOSE_LEFT_DESCRIPTOR = "(Ldev/fermata/AsyncStream;)Ldev/fermata/Awaitable;";

    public static final String HOOKS_BOX = "box";
    public static final String HOOKS_BOX_DESCRIPTOR =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/String;)V";
    public static final String HOOKS_COMPANION = "companion";
    public static final String HOOKS_COMPANION_DESCRIPTOR =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/String;)"
                    + "Ljava/lang/invoke/CallSite;";

    // What the transformer adds to a class. Private and synthetic, so that no source can clash with it.

    /**
     * Begins the name of every body. Debuggers and coverage tools pass over synthetic methods, but know these as code
     * that somebody wrote.
     */
    public static final String BODY_PREFIX = "lambda$";

    /** Ends the name of every body. */
    public static final String BODY_SUFFIX = "$async";

    /** The method that a class's {@code Entry} leads to. */
    public static final String RESUME_METHOD = "$fermata$resume";

    /** The method to which {@link #RESUME_METHOD} leaves the bodies that have not begun. */
    public static final String START_METHOD = "$fermata$start";

    /** The method that returns a class's {@code Entry}. */
    public static final String ENTRY_METHOD = "$fermata$entry";

    /** The methods that give values of inaccessible types their types back; they differ in what they return. */
    public static final String RETYPING_METHOD = "$fermata$retyped";

    /** The fields with the arrays through which such values pass; they differ in their types. */
    public static final String BOX_FIELD = "$fermata$box";

    /** Ends the name of the class that has these fields in the place of an interface. */
    public static final String COMPANION_SUFFIX = "$fermata$Box";

    /** The method that tells where the suspension points of a body are, see {@code Places} in the runtime. */
    public static final String WHERE_METHOD = "$fermata$where";

    /** From a method's number to the text. */
    public static final String WHERE_DESCRIPTOR = "(I)Ljava/lang/String;";

    /** Between the parts of that text; it can be in no name but that of a file, which comes last (JVMS 4.2.2). */
    public static final String WHERE_SEPARATOR = ";";

    /** Begins the names of the methods that suspend a body; the number of its method and one of their own follow. */
    public static final String SUSPEND_METHOD_PREFIX = "$fermata$suspend$";

    /** Begins the names of {@linkplain #gateOf gates}. */
    private static final String GATE_METHOD_PREFIX = "$fermata$call$";

    /** How many bodies may stand on the native stack above each other: {@code Frame.MAX_DEPTH}. */
    public static final int MAX_DEPTH = 100;

    /** The class-file attribute of a transformed class (JVMS 4.7.1 lets a tool define its own). */
    public static final String MARKER_ATTRIBUTE = "dev.fermata.Transformed";

    /** The return types that can be asynchronous, as internal names. */
    public static final Set<String> ASYNC_RETURN_TYPES =
            Set.of(COROUTINE, COMPLETABLE_FUTURE, COMPLETION_STAGE, TASK, GENERATOR, ASYNC_STREAM);

    /** The types that an await takes, one overload each. */
    public static final Set<String> AWAITED_TYPES = Set.of(AWAITABLE, COMPLETION_STAGE);

    /** The types that {@code Yield.all} takes, one overload each. */
    public static final Set<String> YIELDED_TYPES = Set.of("java/lang/Iterable", ASYNC_STREAM);

    /** The types that a body may return as they are, one overload of {@code Hooks.tail} each. */
    public static final Set<String> TAIL_TYPES = Set.of(AWAITABLE, COMPLETION_STAGE, GENERATOR, ASYNC_STREAM);

    public static final String ASYNC_CLOSEABLE = "dev/fermata/AsyncCloseable";

    /** The runtime's own types that have {@code close()}, whose twin is {@link #CLOSE_TWIN}. */
    public static final Set<String> CLOSED_BY_AWAIT = Set.of(ASYNC_CLOSEABLE, ASYNC_STREAM);

    public static final String CLOSE_TWIN = "closeAsync";

    /** The runtime's own type that has {@code hasNext()}, whose twin is {@link #HAS_NEXT_TWIN}. */
    public static final String ASYNC_ITERATOR = "dev/fermata/AsyncIterator";

    public static final String HAS_NEXT_TWIN = "hasNextAsync";

    /** The descriptor of the twins of the runtime's own types. */
    public static final String TWIN_DESCRIPTOR = "()Ldev/fermata/Awaitable;";

    /** {@code Await.on} in its simplest form, to which all others are brought. */
    public static String awaitOnDescriptor(String awaitedType) {
        return "(L" + awaitedType + ";)Ljava/lang/Object;";
    }

    /** The descriptor of {@code done()} of one of the asynchronous types. */
    public static String doneDescriptor(String type) {
        return "()L" + type + ";";
    }

    /** The descriptor of {@code Hooks.yieldAll} for one of {@link #YIELDED_TYPES}. */
    public static String hooksYieldAllDescriptor(String yieldedType) {
        return "(L" + yieldedType + ";)L" + AWAITABLE + ";";
    }

    /** The descriptor of {@code Hooks.generator} and {@code Hooks.stream}: from the frame that a stub has filled. */
    public static String hooksOfFrameDescriptor(String returnType) {
        return "(L" + FRAME + ";)L" + returnType + ";";
    }

    /** The numbers of reference slots that the menu offers, ascending. */
    public static int[] referenceSlotMenu() {
        return new int[] {1, 3, 5, 7, 9, 13, 17, 25};
    }

    /** The numbers of 64-bit slots that the menu offers, ascending. */
    public static int[] longSlotMenu() {
        return new int[] {0, 1, 2, 4, 8};
    }

    /** The name of the method that looks at the class of the receiver before it calls the body of a method directly. */
    public static String gateOf(int methodNumber) {
        return GATE_METHOD_PREFIX + methodNumber;
    }

    /** The descriptor of {@code Hooks.await} for one of {@link #AWAITED_TYPES}. */
    public static String hooksAwaitDescriptor(String awaitedType) {
        return "(L" + awaitedType + ";I)Ljava/lang/Object;";
    }

    /** The descriptor of {@code Hooks.tail} for one of {@link #AWAITED_TYPES}. */
    public static String hooksTailDescriptor(String returnedType) {
        return "(L" + returnedType + ";)Ljava/lang/Object;";
    }

    /** The descriptor of {@code Hooks.future} and {@code Hooks.task}: from a body's result. */
    public static String hooksEndDescriptor(String returnType) {
        return "(L" + TASK + ";Ljava/lang/Object;)L" + returnType + ";";
    }

    /** The descriptor of {@code Hooks.failedFuture} and {@code Hooks.failedTask}: from what a body threw. */
    public static String hooksFailedEndDescriptor(String returnType) {
        return "(L" + TASK + ";Ljava/lang/Throwable;)L" + returnType + ";";
    }
}
