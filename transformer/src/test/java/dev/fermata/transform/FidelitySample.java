package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A program with everything that a class file can say about its members, around methods that are transformed. */
final class FidelitySample {

    private static final Map<List<String>, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    /** The class with most of it. */
    static final String MAIN = "Sample";

    static final String SOURCE = """
            @Seen("class") @Deprecated
            public abstract class Sample<S extends @Use("bound") Comparable<S>>
                    implements java.io.Serializable, Comparable<Sample<S>> {

                public static final long CONSTANT = 1L << 40;
                protected transient int number = 5;
                @Seen("field") @Deprecated
                volatile @Use("field type") List<@Use("field argument") String> names;
                static int counter;
                static { counter = CONSTANT > 0 ? 1 : 2; }

                @Deprecated protected Sample(@Seen("constructor") final int first, String... rest) throws java.io.IOException {
                    names = List.of(rest);
                }

                @Async @Seen("method") @Kept @Deprecated
                public final <T extends Number & Comparable<T>> @Use("return") Coroutine<@Use("argument") List<? super T>> generic(
                        @Seen("first") @Kept Coroutine<@Use("parameter") T> first,
                        final long wide, @Seen("last") S last)
                        throws java.io.IOException, @Use("thrown") IllegalStateException {
                    T one = Await.on(first);
                    return Coroutine.of(new ArrayList<>(List.of(one, last, wide)));
                }

                @Async
                CompletableFuture<String> hot(@Seen("array") int[][] array, String @Use("dimension") ... rest) {
                    Await.on(Tasks.yieldNow());
                    return CompletableFuture.completedFuture(rest.length + "" + array.length);
                }

                @Async @Use("receiver return")
                static Coroutine<String> inClasses(int number) {
                    class Local {
                        @Async @Seen("local") Coroutine<Integer> inLocal(@Seen("p") int own) {
                            Await.on(Tasks.yieldNow());
                            return Coroutine.of(own + number);
                        }
                    }
                    Callable<Coroutine<String>> anonymous = new Callable<>() {
                        @Override @Async public Coroutine<String> call() {
                            return Coroutine.of("a" + Await.on(new Local().inLocal(number)));
                        }
                    };
                    Function<Integer, Coroutine<String>> lambda = (final var own) -> {
                        Await.on(Tasks.yieldNow());
                        return Coroutine.of("l" + own + number);
                    };
                    try {
                        return Coroutine.of(Await.on(anonymous.call()) + Await.on(lambda.apply(3)));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }

                interface Function<A, R> { R apply(A a); }

                public abstract void nothing(@Seen("abstract") int a);

                public native int foreign(long a);

                @Override public int compareTo(Sample<S> other) {
                    synchronized (this) {
                        try {
                            return switch (Color.values()[number % 2]) { case RED -> 1; case BLUE -> 2; };
                        } finally {
                            number++;
                        }
                    }
                }

                int untouched(@Seen("u") Object a, double d) {
                    @Use("local variable") List<@Use("local argument") Object> list = new @Use("new") ArrayList<>();
                    for (long l = 0; l < 3; l++) { list.add((@Use("cast") Object) a); }
                    java.util.function.Supplier<String> s = () -> a + "x" + d + list;
                    assert list.size() > 1 : s.get();
                    return a instanceof @Use("instanceof") String text ? text.length() : s.get().hashCode();
                }

                enum Color implements java.util.function.Supplier<Coroutine<String>> {
                    RED, BLUE { @Override @Async public Coroutine<String> get() { Await.on(Tasks.yieldNow()); return Coroutine.of("blue"); } };
                    @Override @Async public Coroutine<String> get() {
                        Await.on(Tasks.yieldNow());
                        return Coroutine.of(switch (this) { case RED -> "red"; case BLUE -> "?"; });
                    }
                }

                record Point<N extends Number>(@Seen("x") N x, @Use("y") List<@Use("in y") N>... y) {
                    @Seen("canonical") Point { Objects.requireNonNull(x); }
                    @Async @Seen("of record") Coroutine<N> later(@Seen("pause") long pause) {
                        Await.on(Tasks.yieldNow());
                        return Coroutine.of(x);
                    }
                }

                sealed interface Shape permits Square, Circle {
                    @Async default Coroutine<String> name(@Seen("loud") boolean loud) { Await.on(Tasks.yieldNow()); return Coroutine.of(getClass().getName()); }
                    @Async private Coroutine<String> hidden() { return name(true); }
                    @Async static CompletableFuture<Shape> make() { Await.on(Tasks.yieldNow()); return CompletableFuture.completedFuture(new Circle()); }
                }
                static final class Square implements Shape {
                    @Async public Coroutine<String> name(boolean loud) { return Coroutine.of(Await.on(Shape.super.name(loud)) + "square"); }
                }
                static non-sealed class Circle implements Shape {}

                abstract static class Generic<T> {
                    abstract Coroutine<T> bridged(T in);
                }
                static class Concrete extends Generic<String> {
                    @Override @Async Coroutine<String> bridged(String in) { Await.on(Tasks.yieldNow()); return Coroutine.of(in); }
                }
                class Inner {
                    Inner(@Seen("inner") String a) {}
                    @Async Coroutine<Integer> outer(@Seen("n") int n) { Await.on(Tasks.yieldNow()); return Coroutine.of(n + number); }
                }
                @Async static Generator<Integer> generates(@Seen("from") int from) { Yield.value(from); return Generator.done(); }
            }

            @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
            @interface Seen { String value(); int[] numbers() default {1, 2}; }

            @interface Kept {}

            @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
            @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)
            @interface Use { String value(); }
            """;

    /** Compiler options under which the tests take place: with and without debug information and parameter names. */
    static final List<List<String>> OPTIONS = List.of(
            List.of("--release", "17", "-g", "-parameters"),
            List.of("--release", "17", "-g"),
            List.of("--release", "17", "-g:none", "-parameters"),
            List.of("--release", "17", "-g:none"));

    /** What the sample is compiled to with one of the {@link #OPTIONS}, by class name. */
    static Map<String, byte[]> compiled(List<String> options) {
        return COMPILED.computeIfAbsent(options, wanted -> Compilation.of(SOURCE, wanted.toArray(String[]::new)));
    }

    /** The same classes after the transformation; those without asynchronous methods as they were. */
    static Map<String, byte[]> transformed(Map<String, byte[]> compiled) {
        Map<String, byte[]> result = new TreeMap<>(compiled);
        Transformer transformer = new Transformer();
        result.replaceAll((name, bytes) -> {
            TransformResult outcome = transformer.transform(bytes);
            assertThat(outcome).as(name).isNotInstanceOf(TransformResult.Rejected.class);
            return outcome instanceof TransformResult.Transformed done ? done.bytes() : bytes;
        });
        return result;
    }

    /** Loads classes as they are. */
    static ClassLoader loader(Map<String, byte[]> classes) {
        return new ClassLoader(FidelitySample.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] bytes = classes.get(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
    }

    private FidelitySample() {}
}
