package dev.fermata.benchmarks.limit;

/** W7: messages through a queue that holds one. */
public final class LimitQueue {

    private LimitQueue() {}

    public static long exchange(int operations) {
        Exchange exchange = new Exchange();
        Consumer consumer = new Consumer(exchange, operations);
        exchange.ready.add(consumer);
        exchange.ready.add(new Producer(exchange, operations));
        Activation.run(exchange.ready.poll());
        return consumer.sum;
    }

    private static final class Exchange {
        private final Ready ready = new Ready();
        private Object item;
        private Activation taker;
        private Activation putter;
    }

    private static final class Producer extends Activation {

        private final Exchange exchange;
        private final int n;
        private int i;

        Producer(Exchange exchange, int n) {
            this.exchange = exchange;
            this.n = n;
        }

        @Override
        Activation step() {
            while (i < n) {
                if (exchange.item != null) {
                    exchange.putter = this;
                    break;
                }
                exchange.item = i++ & 63;
                Activation taker = exchange.taker;
                if (taker != null) {
                    exchange.taker = null;
                    exchange.ready.add(taker);
                }
            }
            return exchange.ready.poll();
        }
    }

    private static final class Consumer extends Activation {

        private final Exchange exchange;
        private final int n;
        private int i;
        private long sum;

        Consumer(Exchange exchange, int n) {
            this.exchange = exchange;
            this.n = n;
        }

        @Override
        Activation step() {
            while (i < n) {
                Object item = exchange.item;
                if (item == null) {
                    exchange.taker = this;
                    break;
                }
                exchange.item = null;
                sum += (Integer) item;
                i++;
                Activation putter = exchange.putter;
                if (putter != null) {
                    exchange.putter = null;
                    exchange.ready.add(putter);
                }
            }
            return exchange.ready.poll();
        }
    }
}
