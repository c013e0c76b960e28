class Loops {
    @Async static Coroutine<Integer> for_array(int[] xs, Awaitable<Integer> a) { int sum = 0; for (int x : xs) { sum += x * Await.on(a); } return Coroutine.of(sum); }
    @Async static Coroutine<Integer> for_list(List<Awaitable<Integer>> list) { int sum = 0; for (Awaitable<Integer> a : list) { sum += Await.on(a); } return Coroutine.of(sum); }
    @Async static Coroutine<Void> endless(Awaitable<Boolean> a) { while (Await.on(a)) { } return Coroutine.done(); }
    @Async static Coroutine<Integer> labelled(Awaitable<Integer> a) { int n = 0; outer: do { for (int i = 0; i < 3; i++) { if (Await.on(a) > i) { continue outer; } n++; } } while (n < 9); return Coroutine.of(n); }
    @Async static Coroutine<Void> each(AsyncStream<String> s, List<String> out) { for (String x : Await.each(s)) { out.add(x); } return Coroutine.done(); }
}
