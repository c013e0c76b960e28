package dev.fermata.internal.loop;

/** {@link System#nanoTime}, counted from the clock's creation. */
final class SystemClock implements LoopClock {

    private final long origin = System.nanoTime();

    @Override
    public long time() {
        return System.nanoTime() - origin;
    }

    @Override
    public boolean isReal() {
        return true;
    }

    @Override
    public void idle(ThreadLoop loop, long deadline) {
        loop.park(deadline == NEVER ? NEVER : deadline - time());
    }
}
