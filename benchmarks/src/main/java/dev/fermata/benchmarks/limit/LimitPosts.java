package dev.fermata.benchmarks.limit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** W8: a stack of nodes that were made beforehand, which the receiving thread takes as a whole and turns round. */
public final class LimitPosts {

    private static final Node PARKED = new Node();

    private final AtomicReference<Node> top = new AtomicReference<>();
    private final Thread receiver = new Thread(this::receive, "limit");

    private LimitPosts() {
        receiver.setDaemon(true);
        receiver.start();
    }

    private static final LimitPosts RECEIVER = new LimitPosts();

    private static final class Node {
        private Node next;
        private Run run;
    }

    private static final class Run {
        private final CountDownLatch done = new CountDownLatch(1);
        private int left;
    }

    /** W8. */
    public static long post(int operations) throws InterruptedException {
        Run run = new Run();
        run.left = operations;
        Node[] nodes = new Node[operations];
        for (int i = 0; i < operations; i++) {
            nodes[i] = new Node();
            nodes[i].run = run;
        }
        for (Node node : nodes) {
            RECEIVER.post(node);
        }
        run.done.await();
        return operations;
    }

    private void post(Node node) {
        while (true) {
            Node seen = top.get();
            node.next = seen == PARKED ? null : seen;
            if (top.compareAndSet(seen, node)) {
                if (seen == PARKED) {
                    LockSupport.unpark(receiver);
                }
                return;
            }
        }
    }

    /** When several have come at once, it gives the next ones a moment, so that they come together, too. */
    private void receive() {
        int taken = 0;
        while (true) {
            for (int i = 0; taken > 1 && i < 32; i++) {
                Thread.onSpinWait();
            }
            if (top.get() == null && top.compareAndSet(null, PARKED)) {
                while (top.get() == PARKED) {
                    LockSupport.park(this);
                }
            }
            Node node = top.getAndSet(null);
            Node reversed = null;
            while (node != null) {
                Node next = node.next;
                node.next = reversed;
                reversed = node;
                node = next;
            }
            taken = 0;
            for (; reversed != null; reversed = reversed.next) {
                taken++;
                if (--reversed.run.left == 0) {
                    reversed.run.done.countDown();
                }
            }
        }
    }
}
