package dev.fermata.limits;

import com.sun.management.ThreadMXBean;
import dev.fermata.Async;
import dev.fermata.AsyncStream;
import dev.fermata.Await;
import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import dev.fermata.Generator;
import dev.fermata.Promise;
import dev.fermata.Tasks;
import dev.fermata.Yield;
import java.lang.management.ManagementFactory;

/** What must work in a small heap on a small stack. Prints a line for each. */
public final class Limits {

    private static final int MANY = 1_000_000;

    private Limits() {}

    public static void main(String[] args) {
        print("completed recursion", Fermata.run(depth(MANY, false)));
        print("suspended recursion", Fermata.run(depth(MANY, true)));
        print("mutual tail recursion", Fermata.run(ping(10 * MANY)));
        print("tail-recursive generator", sum(countdown(MANY)));
        print("tail-recursive stream", Fermata.run(sumOf(stream(MANY))));
        print("bytes for an await of something done", Fermata.run(bytesForAwaits()));
    }

    private static void print(String name, Object result) {
        System.out.println(name + ": " + result);
    }

    @Async
    static Coroutine<Integer> depth(int n, boolean suspend) {
        if (n == 0) {
            if (suspend) {
                Await.on(Tasks.yieldNow());
            }
            return Coroutine.of(0);
        }
        return Coroutine.of(1 + Await.on(depth(n - 1, suspend)));
    }

    @Async
    static Coroutine<String> ping(int n) {
        if (n == 0) {
            return Coroutine.of("done");
        }
        if (n % 1_000 == 0) {
            Await.on(Tasks.yieldNow());
        }
        return pong(n - 1);
    }

    @Async
    static Coroutine<String> pong(int n) {
        return ping(n);
    }

    @Async
    static Generator<Integer> countdown(int n) {
        if (n > 0) {
            Yield.value(n);
            return countdown(n - 1);
        }
        return Generator.done();
    }

    private static long sum(Generator<Integer> numbers) {
        long sum = 0;
        for (int number : numbers) {
            sum += number;
        }
        return sum;
    }

    @Async
    static AsyncStream<Integer> stream(int n) {
        if (n > 0) {
            Yield.value(n);
            return stream(n - 1);
        }
        return AsyncStream.done();
    }

    @Async
    static Coroutine<Long> sumOf(AsyncStream<Integer> numbers) {
        long sum = 0;
        for (int number : Await.each(numbers)) {
            sum += number;
        }
        return Coroutine.of(sum);
    }

    /** The mean over a million, rounded to whole bytes. */
    @Async
    static Coroutine<Long> bytesForAwaits() {
        Promise<String> done = new Promise<>();
        done.complete("value");
        int length = 0;
        for (int i = 0; i < MANY; i++) {
            length += Await.on(done).length();
        }
        long before = allocated();
        for (int i = 0; i < MANY; i++) {
            length += Await.on(done).length();
        }
        return Coroutine.of(length < 0 ? -1 : Math.round((allocated() - before) / (double) MANY));
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
