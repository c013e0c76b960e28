"""The workloads with Python's asyncio, for the record: python3 workloads.py WORKLOAD quick|full"""

import asyncio
import gc
import random
import sys
import time


class Player:
    """One of two tasks that complete each other's futures."""

    def __init__(self, turns):
        self.turns = turns
        self.other = self
        self.pending = None
        self.i = 0

    def turn(self):
        mine = asyncio.get_running_loop().create_future()
        self.pending = mine
        self.other.resume()
        return mine

    def resume(self):
        if self.pending is not None and not self.pending.done():
            self.i += 1
            self.pending.set_result(self.i & 63)

    def end(self):
        self.pending = None
        self.other.resume()


async def play(n, game):
    first, second = Player(n // 2), Player(n // 2)
    first.other, second.other = second, first
    await asyncio.gather(game(first), game(second))


async def callee(x):
    return x + 1


async def calls(n):
    total = 0
    for i in range(n):
        total += await callee(i & 63)


async def fib20(n):
    return n if n < 2 else await fib20(n - 1) + await fib20(n - 2)


async def fib(n):
    for _ in range(0, n, 21_891):
        await fib20(20)


async def starts(n):
    total = 0
    for i in range(n):
        total += await asyncio.create_task(callee(i & 63))


async def once(n):
    loop = asyncio.get_running_loop()

    async def wait(future):
        return await future

    for _ in range(0, n, 100):
        futures = [loop.create_future() for _ in range(100)]
        tasks = [asyncio.create_task(wait(future)) for future in futures]
        await asyncio.sleep(0)
        for future in futures:
            future.set_result(1)
        await asyncio.gather(*tasks)


async def suspend_in_loop(player):
    total = 0
    for _ in range(player.turns):
        total += await player.turn()
    player.end()
    return total


async def above(player, depth):
    return await (suspend_in_loop(player) if depth == 1 else above(player, depth - 1))


async def nested(player, depth):
    if depth == 1:
        return await player.turn()
    return await nested(player, depth - 1) + 1


async def nests(player, depth):
    for _ in range(player.turns):
        await nested(player, depth)
    player.end()


async def yields(n):
    async def yield_again():
        for _ in range(n // 1000):
            await asyncio.sleep(0)

    await asyncio.gather(*(yield_again() for _ in range(1000)))


async def exchange(n):
    queue = asyncio.Queue(1)

    async def produce():
        for i in range(n):
            await queue.put(i & 63)

    task = asyncio.create_task(produce())
    for _ in range(n):
        await queue.get()
    await task


async def sleeps(count):
    lags = []

    async def sleep(delay):
        due = time.monotonic() + delay
        await asyncio.sleep(delay)
        lags.append(time.monotonic() - due)

    tasks = []
    for i in range(count):
        tasks.append(asyncio.create_task(sleep(random.random() * 2)))
        if i % 1000 == 999:
            await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    lags.sort()
    return lags


TIMED = {
    "W1a": (calls, 20_000),
    "W1b": (fib, 21_891),
    "W1c": (starts, 2_000),
    "W2a": (once, 2_000),
    "W2b": (lambda n: play(n, suspend_in_loop), 4_000),
    "W3a.1": (lambda n: play(n, lambda player: above(player, 1)), 4_000),
    "W3a.10": (lambda n: play(n, lambda player: above(player, 10)), 4_000),
    "W3a.100": (lambda n: play(n, lambda player: above(player, 100)), 2_000),
    "W3b.10": (lambda n: play(n, lambda player: nests(player, 10)), 2_000),
    "W3b.100": (lambda n: play(n, lambda player: nests(player, 100)), 400),
    "W4": (yields, 10_000),
    "W7": (exchange, 4_000),
}


def main():
    workload, size = sys.argv[1:3]
    if workload in TIMED:
        body, n = TIMED[workload]
        best = float("inf")
        end = time.perf_counter() + (0.5 if size == "quick" else 3)
        while time.perf_counter() < end:
            start = time.perf_counter()
            asyncio.run(body(n))
            best = min(best, (time.perf_counter() - start) / n)
        print(f"result asyncio time={best * 1e9:.1f}")
    elif workload == "W6" and size == "full":
        gc.collect()
        before = time.process_time()
        lags = asyncio.run(sleeps(1_000_000))
        cpu = time.process_time() - before
        p50, p99 = (lags[int(len(lags) * part)] * 1000 for part in (0.5, 0.99))
        print(f"result asyncio cpu={cpu:.2f} p50={p50:.1f} p99={p99:.1f}")


main()
