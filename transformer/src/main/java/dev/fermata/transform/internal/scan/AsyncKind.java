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
    TASK(RuntimeNames.TASK);

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
        return this == COROUTINE;
    }

    /** The type as which an instance that the method returns is awaited: one of {@link RuntimeNames#AWAITED_TYPES}. */
    public String awaitedAs() {
        return switch (this) {
            case COROUTINE, TASK -> RuntimeNames.AWAITABLE;
            case COMPLETABLE_FUTURE, COMPLETION_STAGE -> RuntimeNames.COMPLETION_STAGE;
        };
    }
}
