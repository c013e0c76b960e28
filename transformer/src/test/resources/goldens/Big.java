class Big {
    @Async static Coroutine<Integer> beyond_the_menu(Awaitable<Integer> a, int b0, int b1, int b2, int b3, int b4, int b5, int b6, int b7, int b8, String s) {
        Await.on(a); return Coroutine.of(b0 + b1 + b2 + b3 + b4 + b5 + b6 + b7 + b8 + s.length());
    }
}
