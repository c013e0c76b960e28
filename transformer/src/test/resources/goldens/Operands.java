class Operands {
    static int f(Object... all) { return all.length; }
    int field;
    long wide;
    @Async Coroutine<Integer> second_argument(Awaitable<Integer> a) { return Coroutine.of(Math.max(1, Await.on(a))); }
    @Async Coroutine<Integer> varargs(Awaitable<Integer> a) { return Coroutine.of(f(1, "x", null, Await.on(a))); }
    @Async Coroutine<Long> wide_below(Awaitable<Long> a, long l) { return Coroutine.of(l * 2 + Await.on(a)); }
    @Async Coroutine<String> concatenation(Awaitable<Object> a, char c, double d) { return Coroutine.of("" + c + Await.on(a) + d); }
    @Async Coroutine<Void> compound(Awaitable<Integer> a) { field += Await.on(a); wide *= Await.on(a); return Coroutine.done(); }
    @Async Coroutine<Void> array(int[] xs, Awaitable<Integer> a) { xs[Await.on(a)] += Await.on(a); return Coroutine.done(); }
}
