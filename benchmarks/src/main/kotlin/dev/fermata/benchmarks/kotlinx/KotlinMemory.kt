package dev.fermata.benchmarks.kotlinx

import dev.fermata.benchmarks.harness.Heap
import dev.fermata.benchmarks.harness.Lags
import dev.fermata.benchmarks.harness.Posting
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.asExecutor
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** W5 to W8 and W10. */
object KotlinMemory {
    /** W5. */
    @JvmStatic
    fun suspended(tasks: Int, depth: Int): Map<String, Double> = runBlocking {
        val pending = arrayOfNulls<CompletableDeferred<Int>>(tasks)
        val sum = LongArray(1)
        val before = Heap.live()
        for (i in 0 until tasks) {
            val mine = CompletableDeferred<Int>()
            pending[i] = mine
            launch { if (depth == 1) locals(mine, i, i.toLong(), sum) else nest(mine, depth, i.toLong(), sum) }
            if (i % 1000 == 999) {
                yield()
            }
        }
        yield()
        val bytes = (Heap.live() - before) / tasks.toDouble()
        for (each in pending) {
            each!!.complete(1)
        }
        yield()
        mapOf("bytes" to bytes)
    }

    private suspend fun locals(pending: CompletableDeferred<Int>, a: Int, b: Long, sum: LongArray) {
        val value = pending.await()
        sum[0] += value + a + b
    }

    private suspend fun nest(pending: CompletableDeferred<Int>, depth: Int, b: Long, sum: LongArray): Long {
        if (depth == 1) {
            sum[0] = sum[0] + pending.await()
            return b
        }
        val below = nest(pending, depth - 1, b + 1, sum)
        return below + b
    }

    /** W6. Its delays have a resolution of milliseconds. */
    @JvmStatic
    fun sleepAll(lags: Lags) {
        runBlocking {
            for (i in 0 until lags.sleepers) {
                launch { sleep(lags, lags.next()) }
                if (i % 1000 == 999) {
                    yield()
                }
            }
        }
    }

    private suspend fun sleep(lags: Lags, nanos: Long) {
        val due = System.nanoTime() + nanos
        delay((nanos + 999_999) / 1_000_000)
        lags.ended(due)
    }

    /** W7. */
    @JvmStatic
    fun exchange(operations: Int): Long = runBlocking {
        val channel = Channel<Int>(1)
        launch {
            for (i in 0 until operations) {
                channel.send(i and 63)
            }
        }
        var sum = 0L
        for (i in 0 until operations) {
            sum += channel.receive()
        }
        sum
    }

    private val loop: Executor by lazy {
        val found = CompletableFuture<Executor>()
        val thread = Thread({
            runBlocking {
                found.complete((coroutineContext[kotlin.coroutines.ContinuationInterceptor] as CoroutineDispatcher).asExecutor())
                awaitCancellation()
            }
        }, "kotlinx")
        thread.isDaemon = true
        thread.start()
        found.join()
    }

    /** W8. */
    @JvmStatic
    fun post(operations: Int): Long = Posting.throughput(loop, operations)

    /** W8rt. */
    @JvmStatic
    fun roundTrips(operations: Int): Long = Posting.roundTrips(loop, operations)

    /** W10. */
    @JvmStatic
    fun retained(suspensions: Int): Map<String, Double> = runBlocking {
        val before = Heap.live()
        for (i in 0 until suspensions) {
            yield()
        }
        mapOf("bytes" to (Heap.live() - before) / suspensions.toDouble())
    }
}
