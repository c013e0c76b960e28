package dev.fermata.internal.loop;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fermata.loop.Step;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Posting, draining, parking and closing, two at a time. */
public final class InboxStress {

    private InboxStress() {}

    private static final class Nothing extends Step {
        @Override
        protected void turn() {}
    }

    private static int drain(Inbox inbox) {
        int[] count = {0};
        inbox.drain(step -> count[0]++);
        return count[0];
    }

    /** What two threads post arrives, both of it. */
    @JCStressTest
    @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "both are there")
    @Outcome(expect = FORBIDDEN, desc = "one is lost, or comes twice")
    @State
    public static class TwoPosts {
        private final Inbox inbox = new Inbox();

        @Actor
        public void first() {
            inbox.post(new Nothing());
        }

        @Actor
        public void second() {
            inbox.post(new Nothing());
        }

        @Arbiter
        public void rest(II_Result result) {
            result.r1 = drain(inbox);
            result.r2 = drain(inbox);
        }
    }

    /** What is posted while the inbox is emptied comes now or the next time. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = ACCEPTABLE,
            desc = "now, or the next time")
    @Outcome(expect = FORBIDDEN, desc = "lost, or twice")
    @State
    public static class PostAndDrain {
        private final Inbox inbox = new Inbox();

        @Actor
        public void post() {
            inbox.post(new Nothing());
        }

        @Actor
        public void drainNow(II_Result result) {
            result.r1 = drain(inbox);
        }

        @Arbiter
        public void drainLater(II_Result result) {
            result.r2 = drain(inbox);
        }
    }

    /** Once closed it accepts nothing, whoever came first. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, false"},
            expect = ACCEPTABLE,
            desc = "before or after, and closed for good")
    @Outcome(expect = FORBIDDEN, desc = "open again")
    @State
    public static class PostAndClose {
        private final Inbox inbox = new Inbox();

        @Actor
        public void post(ZZ_Result result) {
            result.r1 = inbox.post(new Nothing());
        }

        @Actor
        public void close() {
            inbox.close(dropped -> {});
        }

        @Arbiter
        public void postAgain(ZZ_Result result) {
            result.r2 = inbox.post(new Nothing());
        }
    }

    /** A post ends the sleep of the loop's thread, however close to its beginning. */
    @JCStressTest(Mode.Termination)
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "awake")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "a lost wake-up")
    @State
    public static class ParkAndPost {
        private final Inbox inbox = new Inbox();

        @Actor
        public void park() {
            while (inbox.isEmpty()) {
                inbox.park(Long.MAX_VALUE);
            }
        }

        @Signal
        public void post() {
            inbox.post(new Nothing());
        }
    }

    /** Who goes to sleep while something is posted does not keep it from being found. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "found")
    @Outcome(id = "false", expect = FORBIDDEN, desc = "lost with the mark of the sleeper")
    @State
    public static class ShortParkAndPost {
        private final Inbox inbox = new Inbox();

        @Actor
        public void park() {
            inbox.park(1);
        }

        @Actor
        public void post() {
            inbox.post(new Nothing());
        }

        @Arbiter
        public void find(Z_Result result) {
            result.r1 = drain(inbox) == 1;
        }
    }
}
