package dev.fermata.benchmarks.kotlinx

import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** W4: coroutines take turns. */
object KotlinYields {
    /** One class of coroutines. */
    @JvmStatic
    fun one(tasks: Int, operations: Int): Long = runBlocking {
        List(tasks) { async { yieldAgain(operations / tasks) } }.awaitAll().sum()
    }

    private suspend fun yieldAgain(n: Int): Long {
        var sum = 0L
        for (i in 0 until n) {
            sum += i
            yield()
        }
        return sum
    }
}
