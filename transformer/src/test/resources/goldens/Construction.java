class Construction {
    record Pair(Object a, Object b) {}
    @Async static Coroutine<Object> simple(Awaitable<Object> a) { return Coroutine.of(new Pair(1, Await.on(a))); }
    @Async static Coroutine<Object> nested(Awaitable<Object> a) { return Coroutine.of(new Pair(new Pair(Await.on(a), 2), Await.on(a))); }
    @Async static Coroutine<Object> conditional(Awaitable<Object> a, boolean b) { return Coroutine.of(new Pair(b ? Await.on(a) : null, b)); }
    @Async static Coroutine<Object> awaits_before(Awaitable<Object> a) { Object x = Await.on(a); return Coroutine.of(new Pair(x, x)); }
}
