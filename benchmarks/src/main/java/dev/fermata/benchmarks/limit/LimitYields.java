package dev.fermata.benchmarks.limit;

/** W4: tasks take turns. */
public final class LimitYields {

    private LimitYields() {}

    /** One class of coroutines. */
    public static long one(int tasks, int operations) {
        return run(tasks, operations, (ready, n) -> new Y0(ready, n));
    }

    /** Eight classes of coroutines. */
    public static long eight(int tasks, int operations) {
        int[] made = {0};
        return run(tasks, operations, (ready, n) -> switch (made[0]++ & 7) {
            case 0 -> new Y0(ready, n);
            case 1 -> new Y1(ready, n);
            case 2 -> new Y2(ready, n);
            case 3 -> new Y3(ready, n);
            case 4 -> new Y4(ready, n);
            case 5 -> new Y5(ready, n);
            case 6 -> new Y6(ready, n);
            default -> new Y7(ready, n);
        });
    }

    private interface Factory {
        Yielding make(Ready ready, int n);
    }

    private static long run(int tasks, int operations, Factory factory) {
        Ready ready = new Ready();
        Yielding last = null;
        for (int i = 0; i < tasks; i++) {
            last = factory.make(ready, operations / tasks);
            ready.add(last);
        }
        Activation.run(ready.poll());
        return last.sum;
    }

    private abstract static class Yielding extends Activation {

        final Ready ready;
        final int n;
        int i;
        long sum;

        Yielding(Ready ready, int n) {
            this.ready = ready;
            this.n = n;
        }
    }

    private static final class Y0 extends Yielding {

        Y0(Ready ready, int n) {
            super(ready, n);
        }

        @Override
        Activation step() {
            if (i++ < n) {
                sum += i + 0;
                ready.add(this);
            }
            return ready.poll();
        }
    }

    private static final class Y1 extends Yielding {

        Y1(Ready ready, int n) {
            super(ready, n);
        }

        @Override
        Activation step() {
            if (i++ < n) {
                sum += i + 1;
                ready.add(this);
            }
            return ready.poll();
        }
    }

    private static final class Y2 extends Yielding {

        Y2(Ready ready, int n) {
            super(ready, n);
        }

        @Override
        Activation step() {
            if (i++ < n) {
                sum += i + 2;
                ready.add(this);
            }
            return ready.poll();
        }
    }

    private static final class Y3 extends Yielding {

        Y3(Ready ready, int n) {
            super(ready, n);
        }

        @Override
        Activation step() {
            if (i++ < n) {
                sum += i + 3;
                ready.add(this);
            }
            return ready.poll();
        }
    }

    private static final class Y4 extends Yielding {

        Y4(Ready ready, int n) {
            super(ready, n);
        }

        @Override
        Activation step() {
            if (i++ < n) {
                sum += i + 4;
                ready.add(this);
            }
            return ready.poll();
        }
    }

    private static final class Y5 extends Yielding {

        Y5(Ready ready, int n) {
            super(ready, n);
        }

        @Override
        Activation step() {
            if (i++ < n) {
                sum += i + 5;
                ready.add(this);
            }
            return ready.poll();
        }
    }

    private static final class Y6 extends Yielding {

        Y6(Ready ready, int n) {
            super(ready, n);
        }

        @Override
        Activation step() {
            if (i++ < n) {
                sum += i + 6;
                ready.add(this);
            }
            return ready.poll();
        }
    }

    private static final class Y7 extends Yielding {

        Y7(Ready ready, int n) {
            super(ready, n);
        }

        @Override
        Activation step() {
            if (i++ < n) {
                sum += i + 7;
                ready.add(this);
            }
            return ready.poll();
        }
    }
}
