package dev.fermata.transform.internal.normalize;

import dev.fermata.transform.internal.RuntimeNames;
import dev.fermata.transform.internal.asm.Code;

/** Awaits that rewritings add. */
final class Awaits {

    private Awaits() {}

    /** Awaits what is on the stack, which is one of {@link RuntimeNames#AWAITED_TYPES}. */
    static Code add(Code code, String awaitedType) {
        return code.callStatic(RuntimeNames.AWAIT, RuntimeNames.AWAIT_ON, RuntimeNames.awaitOnDescriptor(awaitedType));
    }
}
