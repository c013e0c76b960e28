package dev.fermata.benchmarks.kotlinx

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** W2 and W3: two coroutines on one event loop complete each other's deferred values. */
object KotlinSuspensions {
    private const val BATCH = 100

    private class Player(val turns: Int) {
        lateinit var other: Player
        private var pending: CompletableDeferred<Int>? = null
        private var i = 0

        fun pass(): CompletableDeferred<Int> {
            val mine = CompletableDeferred<Int>()
            pending = mine
            other.resume()
            return mine
        }

        private fun resume() {
            pending?.complete(i++ and 63)
        }

        fun end() {
            pending = null
            other.resume()
        }
    }

    private fun play(operations: Int, game: suspend (Player) -> Long): Long = runBlocking {
        val first = Player(operations / 2)
        val second = Player(operations / 2)
        first.other = second
        second.other = first
        val started = async { game(first) }
        game(second) + started.await()
    }

    /** W2a. */
    @JvmStatic
    fun once(operations: Int): Long = runBlocking {
        var sum = 0L
        val pending = arrayOfNulls<CompletableDeferred<Int>>(BATCH)
        for (i in 0 until operations step BATCH) {
            for (j in 0 until BATCH) {
                val mine = CompletableDeferred<Int>()
                pending[j] = mine
                launch(start = CoroutineStart.UNDISPATCHED) { sum += mine.await() }
            }
            for (j in 0 until BATCH) {
                pending[j]!!.complete(j and 63)
            }
            yield()
        }
        sum
    }

    /** W2b. */
    @JvmStatic
    fun loop(operations: Int): Long = play(operations) { suspendInLoop(it) }

    private suspend fun suspendInLoop(player: Player): Long {
        var sum = 0L
        for (i in 0 until player.turns) {
            sum += player.pass().await()
        }
        player.end()
        return sum
    }

    /** W3a. */
    @JvmStatic
    fun nestedLoop(depth: Int, operations: Int): Long = play(operations) { above(it, depth) }

    private suspend fun above(player: Player, depth: Int): Long {
        val sum = if (depth == 1) suspendInLoop(player) else above(player, depth - 1)
        return sum + 1
    }

    /** W3b. */
    @JvmStatic
    fun nest(depth: Int, operations: Int): Long = play(operations) { player ->
        var sum = 0L
        for (i in 0 until player.turns) {
            sum += nested(player, depth)
        }
        player.end()
        sum
    }

    private suspend fun nested(player: Player, depth: Int): Int {
        if (depth == 1) {
            val innermost = player.pass().await()
            return innermost
        }
        return (nested(player, depth - 1) + 1) and 127
    }
}
