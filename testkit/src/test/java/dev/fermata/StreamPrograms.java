package dev.fermata;

import java.util.ArrayList;
import java.util.List;

/** What the tests of streams have in common: sources that count how often they begin, end and are closed. */
abstract class StreamPrograms extends Programs {

    int begun;
    int ended;
    int closed;

    StreamPrograms(LoopKind kind) {
        super(kind);
    }

    /** 1 to {@code count}, some after a wait. */
    @Async
    AsyncStream<Integer> numbers(int count) {
        begun++;
        try {
            for (int i = 1; i <= count; i++) {
                if (i % 2 == 0) {
                    Await.on(Tasks.yieldNow());
                }
                Yield.value(i);
            }
        } finally {
            try {
                Await.on(Tasks.yieldNow());
            } finally {
                ended++;
            }
        }
        return AsyncStream.done();
    }

    /** 1 to {@code count}, then a failure. */
    @Async
    AsyncStream<Integer> failing(int count, Throwable failure) {
        Yield.all(numbers(count));
        throw Unchecked.rethrow(failure);
    }

    /** Each number as many seconds after the one before as it says. */
    @Async
    AsyncStream<Integer> delayed(int... seconds) {
        try {
            for (int wait : seconds) {
                Await.on(Tasks.sleep(seconds(wait)));
                Yield.value(wait);
            }
        } finally {
            ended++;
        }
        return AsyncStream.done();
    }

    /** Counts in {@link #closed} how often the stream is closed. */
    <T> AsyncStream<T> counting(AsyncStream<T> stream) {
        return new Counting<>(stream);
    }

    <T> List<T> listOf(AsyncStream<T> stream) {
        return new ArrayList<>(run(stream.toList()));
    }

    private final class Counting<T> implements AsyncStream<T> {
        private final AsyncStream<T> stream;

        Counting(AsyncStream<T> stream) {
            this.stream = stream;
        }

        @Override
        public Awaitable<Boolean> advance() {
            return stream.advance();
        }

        @Override
        public T current() {
            return stream.current();
        }

        @Override
        public Awaitable<Void> closeAsync() {
            return closing(stream);
        }
    }

    @Async
    private Coroutine<Void> closing(AsyncStream<?> stream) {
        closed++;
        Await.on(stream.closeAsync());
        return Coroutine.done();
    }
}
