class Exceptions {
    @Async static Coroutine<Object> in_try(Awaitable<Object> a, Object o) { try { return Coroutine.of(Await.on(a)); } catch (RuntimeException e) { return Coroutine.of(o); } }
    @Async static Coroutine<Object> in_catch(Awaitable<Object> a) { try { return Coroutine.of(a.hashCode()); } catch (RuntimeException e) { Await.on(a); throw e; } }
    @Async static Coroutine<Object> in_finally(Awaitable<Object> a) { try { return Coroutine.of(a.hashCode()); } finally { Await.on(a); } }
    @Async static Coroutine<Object> everywhere(Awaitable<Object> a, int n) { try { Await.on(a); n++; } catch (IllegalStateException e) { Await.on(a); n = e.hashCode(); } finally { Await.on(a); } return Coroutine.of(n); }
    @Async static Coroutine<Object> resource(Awaitable<java.io.Reader> a) throws Exception { try (var r = Await.on(a)) { return Coroutine.of(r.read()); } }
    @Async static Coroutine<Object> async_resource(Awaitable<? extends AsyncCloseable> a) { try (AsyncCloseable r = Await.on(a)) { return Coroutine.of(r.hashCode()); } }
}
