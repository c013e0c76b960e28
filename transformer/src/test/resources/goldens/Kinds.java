class Kinds {
    @Async static CompletableFuture<Integer> hot(Awaitable<Integer> a, int n) { return CompletableFuture.completedFuture(Await.on(a) + n); }
    @Async CompletionStage<Integer> stage(CompletionStage<Integer> a) { return CompletableFuture.completedStage(Await.on(a)); }
    @Async Task<Integer> task(Task<Integer> a) { Await.on(a); return a; }
    @Async static Coroutine<Integer> tail(Awaitable<Integer> a) { Await.on(a); return tail(a); }
    @Async static Coroutine<Integer> no_await(int n) { return Coroutine.of(n); }
    @Async static Generator<Integer> generator(int n) { for (int i = 0; i < n; i++) { Yield.value(i); } return Generator.done(); }
    @Async static AsyncStream<Integer> stream(Awaitable<Integer> a) { while (true) { Yield.value(Await.on(a)); } }
    static Callable<Coroutine<Integer>> lambda(Awaitable<Integer> a) { return () -> Coroutine.of(Await.on(a) + 1); }
    interface Face { @Async default Coroutine<Object> face(Awaitable<Object> a) { return Coroutine.of(Await.on(a)); } }
}
