package dev.fermata.codegen;

/** A failure on its way into a frame. */
final class Thrown extends Suspended {

    private final Throwable failure;

    Thrown(Throwable failure) {
        this.failure = failure;
    }

    @Override
    protected Object taken() throws Throwable {
        throw failure;
    }

    @Override
    protected Object begin(int depth) {
        throw new AssertionError("a failure is never awaited");
    }
}
