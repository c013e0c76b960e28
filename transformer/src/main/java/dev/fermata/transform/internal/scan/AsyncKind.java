package dev.fermata.transform.internal.scan;

import dev.fermata.transform.internal.RuntimeNames;
import java.util.Optional;
import org.objectweb.asm.Type;

/** How the call of an asynchronous method behaves, by its return type. */
public enum AsyncKind {
    /** Cold. */
    COROUTINE(RuntimeNames.COROUTINE),
    /** Hot. */
    COMPLETABLE_FUTURE(RuntimeNames.COMPLETABLE_FUTURE),
    /** Hot. */
    COMPLETION_STAGE(RuntimeNames.COMPLETION_STAGE),
    /** Hot. */
    TASK(RuntimeNames.TASK),
    /** Cold, hands out elements, must not await. */
    GENERATOR(RuntimeNames.GENERATOR),
    /** Cold, hands out elements, may await. */
    STREAM(RuntimeNames.ASYNC_STREAM);

    private final String returnType;

    AsyncKind(String returnType) {
        this.returnType = returnType;
    }

    /** The kind of a method with this descriptor, or empty if its return type cannot be asynchronous. */
    public static Optional<AsyncKind> ofDescriptor(String methodDescriptor) {
        Type type = Type.getReturnType(methodDescriptor);
        if (type.getSort() != Type.OBJECT) {
            return Optional.empty();
        }
        for (AsyncKind kind : values()) {
            if (kind.returnType.equals(type.getInternalName())) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** The internal name of the return type. */
    public String returnType() {
        return returnType;
    }

    /** True if a call runs nothing. */
    public boolean isCold() {
        return switch (this) {
            case COROUTINE, GENERATOR, STREAM -> true;
            case COMPLETABLE_FUTURE, COMPLETION_STAGE, TASK -> false;
        };
    }

    /** True if the body may {@code Await}. */
    public boolean mayAwait() {
        return this != GENERATOR;
    }

    /** True if the body may {@code Yield}. */
    public boolean mayYield() {
        return this == GENERATOR || this == STREAM;
    }

    /** The type as which an instance that the body returns goes on: one of {@link RuntimeNames#TAIL_TYPES}. */
    public String tailType() {
        return switch (this) {
            case COROUTINE, TASK -> RuntimeNames.AWAITABLE;
            case COMPLETABLE_FUTURE, COMPLETION_STAGE -> RuntimeNames.COMPLETION_STAGE;
            case GENERATOR, STREAM -> returnType;
        };
    }
}
