package dev.fermata.benchmarks.kotlinx

import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking

/** W1: calling suspending functions that do not suspend, and starting them. */
object KotlinCalls {
    /** W1a. */
    @JvmStatic
    fun calls(operations: Int): Long = runBlocking { callAll(operations) }

    private suspend fun callAll(operations: Int): Long {
        var sum = 0L
        for (i in 0 until operations) {
            sum += callee(i and 63)
        }
        return sum
    }

    private suspend fun callee(x: Int): Int = x + 1

    /** W1b. */
    @JvmStatic
    fun fib(operations: Int): Long = runBlocking {
        var sum = 0L
        for (i in 0 until operations step 21_891) {
            sum += fib20(20)
        }
        sum
    }

    private suspend fun fib20(n: Int): Int = if (n < 2) n else fib20(n - 1) + fib20(n - 2)

    /** W1c. */
    @JvmStatic
    fun starts(operations: Int): Long = runBlocking {
        var sum = 0L
        for (i in 0 until operations) {
            sum += async { callee(i and 63) }.await()
        }
        sum
    }
}
