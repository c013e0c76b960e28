class Switches {
    enum Color { RED, GREEN }
    @Async static Coroutine<Object> ints(int k, Awaitable<Object> a) { switch (k) { case 1: Await.on(a); case 2: return Coroutine.of(Await.on(a)); default: return Coroutine.of(k); } }
    @Async static Coroutine<Object> strings(String k, Awaitable<Object> a) { return Coroutine.of(switch (k) { case "a" -> Await.on(a); case "b" -> k; default -> Await.on(a) + k; }); }
    @Async static Coroutine<Object> enums(Color k, Awaitable<Object> a) { return switch (k) { case RED -> Coroutine.of(Await.on(a)); case GREEN -> ints(1, a); }; }
    @Async static Coroutine<Object> expression_on_stack(int k, Awaitable<Integer> a) { return Coroutine.of(k + switch (k) { case 1 -> { try { yield Await.on(a); } finally { k++; } } default -> 0; }); }
}
