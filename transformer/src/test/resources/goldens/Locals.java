class Locals {
    @Async static Coroutine<Object> dead_parameter(Object used, Object unused, Awaitable<Object> a) { Await.on(a); return Coroutine.of(used); }
    @Async static Coroutine<Object> dies_before_second(Object o, Awaitable<Object> a) { Await.on(a); Object p = o; Await.on(a); return Coroutine.of(Await.on(a)); }
    @Async static Coroutine<Object> all_types(boolean z, byte b, short s, char c, int i, long l, float f, double d, String t, Awaitable<Object> a) {
        Await.on(a); return Coroutine.of("" + z + b + s + c + i + l + f + d + t);
    }
    @Async static Coroutine<Object> null_constant(Awaitable<Object> a) { String s = null; Await.on(a); return Coroutine.of(s); }
    @Async static Coroutine<Object> shared_slots(Awaitable<Object> a) { { String s = "1"; Await.on(a); s.length(); } { int[] t = {2}; Await.on(a); t[0]++; } return Coroutine.done().getClass() == null ? null : Coroutine.of(1); }
    @Async Coroutine<Object> unused_receiver(Awaitable<Object> a) { return Coroutine.of(Await.on(a)); }
    @Async static Coroutine<Object> reassigned_parameter(int n, Awaitable<Object> a) { n++; Await.on(a); n += 200; Await.on(a); return Coroutine.of(n); }
}
