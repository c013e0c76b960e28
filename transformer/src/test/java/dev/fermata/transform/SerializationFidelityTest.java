package dev.fermata.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Coroutine;
import dev.fermata.Fermata;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was serialised by a program before it was transformed can be read by it afterwards, and lambdas can travel. */
class SerializationFidelityTest {

    private static final String SOURCE = """
            public class Main implements java.io.Serializable {
                private int number = 3;
                protected String text = "kept";
                static final Object ONE = new Object();

                @Async public Coroutine<String> publicMethod(int a) { Await.on(Tasks.yieldNow()); return Coroutine.of("p" + a + number); }
                @Async protected CompletableFuture<String> hot() { Await.on(Tasks.yieldNow()); return CompletableFuture.completedFuture("h"); }
                @Async private Coroutine<String> hidden() { Await.on(Tasks.yieldNow()); return Coroutine.of("h"); }
                @Async static Coroutine<String> shared(String a) { Await.on(Tasks.yieldNow()); return Coroutine.of(a + "!"); }

                interface Fn<T> extends Callable<T>, java.io.Serializable {}

                static Callable<String> plain(String captured) {
                    return (Fn<String>) () -> captured + "plain";
                }
                static Callable<Coroutine<String>> async(String captured) {
                    return (Fn<Coroutine<String>>) () -> {
                        Await.on(Tasks.yieldNow());
                        return Coroutine.of(captured + "async");
                    };
                }
                Callable<Coroutine<String>> ofThis() {
                    return (Callable<Coroutine<String>> & java.io.Serializable) () -> {
                        Await.on(Tasks.yieldNow());
                        return Coroutine.of(text + number);
                    };
                }
                Callable<Coroutine<String>> reference() {
                    return (Callable<Coroutine<String>> & java.io.Serializable) this::hidden;
                }
                @Async static Coroutine<Callable<String>> madeInBody(String word) {
                    String local = word + "+";
                    Await.on(Tasks.yieldNow());
                    Fn<String> lambda = () -> local + "body";
                    return Coroutine.of(lambda);
                }
            }
            """;

    private static final String SWITCHES = """
            public class Main {
                public static Coroutine<String> run() { return new Main().both(); }
                @Async Coroutine<String> both() {
                    String log = "";
                    for (TimeUnit unit : Arrays.asList(TimeUnit.DAYS, TimeUnit.HOURS, TimeUnit.SECONDS)) {
                        switch (unit) {
                            case DAYS: log += Await.on(Coroutine.of("d")); break;
                            case HOURS: Await.on(Tasks.yieldNow()); log += "h"; break;
                            default: log += Await.on(own(Thread.State.NEW));
                        }
                    }
                    return Coroutine.of(log + plain(Thread.State.BLOCKED));
                }
                @Async private static Coroutine<String> own(Thread.State state) {
                    Await.on(Tasks.yieldNow());
                    switch (state) { case NEW: return Coroutine.of("n"); default: return Coroutine.of("?"); }
                }
                private static String plain(Thread.State state) {
                    switch (state) { case BLOCKED: return "b"; default: return "?"; }
                }
            }
            """;

    @Test
    void the_default_serial_version_is_that_of_the_original() throws Exception {
        for (List<String> options : FidelitySample.OPTIONS) {
            Map<String, byte[]> compiled = FidelitySample.compiled(options);
            ClassLoader before = FidelitySample.loader(compiled);
            ClassLoader after = FidelitySample.loader(FidelitySample.transformed(compiled));
            for (String name : compiled.keySet()) {
                assertThat(version(after.loadClass(name))).as(name).isEqualTo(version(before.loadClass(name)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "11", "17"})
    void an_object_that_the_original_wrote_is_read_by_the_transformed_class(String release) throws Exception {
        Map<String, byte[]> compiled = compiled(release);
        Class<?> before = FidelitySample.loader(compiled).loadClass("Main");
        Class<?> after = Transformed.load(compiled, "Main");
        assertThat(version(after)).isEqualTo(version(before)).isNotZero();
        Object read = read(written(before.getConstructor().newInstance()), after.getClassLoader());
        assertThat(read).isInstanceOf(after);
        assertThat(Fermata.run((Coroutine<?>)
                        after.getMethod("publicMethod", int.class).invoke(read, 1)))
                .isEqualTo("p13");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "11", "17"})
    void serialisable_lambdas_travel(String release) throws Exception {
        Class<?> main = Transformed.load(compiled(release), "Main");
        assertThat(travelled(invoke(main, null, "plain", "c")).call()).isEqualTo("cplain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "11", "17"})
    void serialisable_lambdas_that_suspend_travel(String release) throws Exception {
        Class<?> main = Transformed.load(compiled(release), "Main");
        Object instance = main.getConstructor().newInstance();
        assertThat(Fermata.run((Coroutine<?>)
                        travelled(invoke(main, null, "async", "c")).call()))
                .isEqualTo("casync");
        assertThat(Fermata.run((Coroutine<?>)
                        travelled(invoke(main, instance, "ofThis")).call()))
                .isEqualTo("kept3");
        assertThat(Fermata.run((Coroutine<?>)
                        travelled(invoke(main, instance, "reference")).call()))
                .isEqualTo("h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "11", "17"})
    void a_serialisable_lambda_made_behind_an_await_travels(String release) throws Exception {
        Class<?> main = Transformed.load(compiled(release), "Main");
        Object lambda = Fermata.run((Coroutine<?>) invoke(main, null, "madeInBody", "w"));
        assertThat(travelled(lambda).call()).isEqualTo("w+body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "11", "17"})
    void a_lambda_that_the_original_wrote_is_read_by_the_transformed_class(String release) throws Exception {
        Map<String, byte[]> compiled = compiled(release);
        Class<?> before = FidelitySample.loader(compiled).loadClass("Main");
        Class<?> after = Transformed.load(compiled, "Main");
        for (String lambda : List.of("plain", "async")) {
            byte[] bytes = written(invoke(before, null, lambda, "c"));
            Object result = ((Callable<?>) read(bytes, after.getClassLoader())).call();
            assertThat(result instanceof Coroutine<?> coroutine ? Fermata.run(coroutine) : result)
                    .isEqualTo("c" + lambda);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "11", "17"})
    void switches_over_enums_of_others_work_in_and_beside_bodies(String release) throws Exception {
        Map<String, byte[]> compiled = Compilation.of(SWITCHES, "-g", "-Xlint:-options", "--release", release);
        assertThat(compiled).containsKey("Main$1");
        Object run = Transformed.load(compiled, "Main").getMethod("run").invoke(null);
        assertThat(Fermata.run((Coroutine<?>) run)).isEqualTo("dhnb");
    }

    private static Map<String, byte[]> compiled(String release) {
        return Compilation.of(SOURCE, "-g", "-Xlint:-options", "--release", release);
    }

    private static Object invoke(Class<?> type, Object receiver, String name, Object... arguments) throws Exception {
        Class<?>[] types = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {String.class};
        var method = type.getDeclaredMethod(name, types);
        method.setAccessible(true);
        return method.invoke(receiver, arguments);
    }

    private static long version(Class<?> type) {
        return ObjectStreamClass.lookupAny(type).getSerialVersionUID();
    }

    private static Callable<?> travelled(Object lambda) throws Exception {
        assertThat(lambda).isInstanceOf(Serializable.class);
        Object copy = read(written(lambda), lambda.getClass().getClassLoader());
        assertThat(copy).isNotSameAs(lambda);
        return (Callable<?>) copy;
    }

    private static byte[] written(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes, ClassLoader classes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass described) throws ClassNotFoundException {
                return Class.forName(described.getName(), false, classes);
            }
        }) {
            return in.readObject();
        }
    }
}
