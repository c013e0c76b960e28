package dev.fermata;

/** The same on a loop that starts tasks eagerly: those of the operators that run ahead begin within the first step. */
class AsyncStreamEagerLawsTest extends AsyncStreamLawsTest {

    AsyncStreamEagerLawsTest(LoopKind kind) {
        super(kind);
        loop.setEagerStart(true);
    }
}
