package dev.fermata.benchmarks.limit;

/** A queue of activations, linked through themselves. */
final class Ready {

    private Activation head;
    private Activation tail;

    void add(Activation activation) {
        activation.next = null;
        if (tail == null) {
            head = activation;
        } else {
            tail.next = activation;
        }
        tail = activation;
    }

    Activation poll() {
        Activation first = head;
        if (first != null) {
            head = first.next;
            if (head == null) {
                tail = null;
            }
        }
        return first;
    }
}
