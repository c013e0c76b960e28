package dev.fermata.transform.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.Type;

/** The contract between transformer and runtime: every name resolves to what generated code expects. */
class RuntimeNamesTest {

    static Stream<Arguments> methods() {
        Stream<Arguments> fixed = Stream.of(
                method(RuntimeNames.COROUTINE, RuntimeNames.COROUTINE_OF, RuntimeNames.COROUTINE_OF_DESCRIPTOR),
                done(RuntimeNames.COROUTINE),
                done(RuntimeNames.GENERATOR),
                done(RuntimeNames.ASYNC_STREAM),
                hook(RuntimeNames.HOOKS_GENERATOR, RuntimeNames.hooksOfFrameDescriptor(RuntimeNames.GENERATOR)),
                hook(RuntimeNames.HOOKS_STREAM, RuntimeNames.hooksOfFrameDescriptor(RuntimeNames.ASYNC_STREAM)),
                hook(RuntimeNames.HOOKS_YIELD_VALUE, RuntimeNames.HOOKS_YIELD_VALUE_DESCRIPTOR),
                hook(RuntimeNames.HOOKS_HAS_NEXT, RuntimeNames.HOOKS_HAS_NEXT_DESCRIPTOR),
                hook(RuntimeNames.HOOKS_BOX, RuntimeNames.HOOKS_BOX_DESCRIPTOR),
                hook(RuntimeNames.HOOKS_CLOSE, RuntimeNames.HOOKS_CLOSE_DESCRIPTOR),
                method("dev/fermata/AsyncCloseable", RuntimeNames.CLOSE_TWIN, RuntimeNames.TWIN_DESCRIPTOR),
                method(RuntimeNames.ASYNC_STREAM, RuntimeNames.CLOSE_TWIN, RuntimeNames.TWIN_DESCRIPTOR),
                method(RuntimeNames.ASYNC_ITERATOR, RuntimeNames.HAS_NEXT_TWIN, RuntimeNames.TWIN_DESCRIPTOR),
                hook(RuntimeNames.HOOKS_CLOSE_LEFT, RuntimeNames.HOOKS_CLOSE_LEFT_DESCRIPTOR),
                method(
                        RuntimeNames.COMPLETABLE_FUTURE,
                        RuntimeNames.COMPLETED_FUTURE,
                        RuntimeNames.COMPLETED_FUTURE_DESCRIPTOR),
                method(RuntimeNames.FRAME, RuntimeNames.FRAME_METHOD, RuntimeNames.FRAME_METHOD_DESCRIPTOR),
                hook(RuntimeNames.HOOKS_GO_ON, RuntimeNames.HOOKS_GO_ON_DESCRIPTOR),
                hook(RuntimeNames.HOOKS_DEFER, RuntimeNames.HOOKS_DEFER_DESCRIPTOR),
                method(RuntimeNames.FRAME, RuntimeNames.FRAME_TAKE, RuntimeNames.FRAME_TAKE_DESCRIPTOR),
                method(RuntimeNames.ENTRY, RuntimeNames.ENTRY_RESUME, RuntimeNames.ENTRY_RESUME_DESCRIPTOR),
                hook(RuntimeNames.HOOKS_SUSPEND, RuntimeNames.HOOKS_SUSPEND_DESCRIPTOR),
                hook(RuntimeNames.HOOKS_RESULT, RuntimeNames.HOOKS_RESULT_DESCRIPTOR),
                hook(RuntimeNames.HOOKS_ENTER_HOT, RuntimeNames.HOOKS_ENTER_HOT_DESCRIPTOR),
                hook(RuntimeNames.HOOKS_FUTURE, RuntimeNames.hooksEndDescriptor(RuntimeNames.COMPLETABLE_FUTURE)),
                hook(
                        RuntimeNames.HOOKS_FAILED_FUTURE,
                        RuntimeNames.hooksFailedEndDescriptor(RuntimeNames.COMPLETABLE_FUTURE)),
                hook(RuntimeNames.HOOKS_TASK, RuntimeNames.hooksEndDescriptor(RuntimeNames.TASK)),
                hook(RuntimeNames.HOOKS_FAILED_TASK, RuntimeNames.hooksFailedEndDescriptor(RuntimeNames.TASK)));
        Stream<Arguments> awaits = RuntimeNames.AWAITED_TYPES.stream()
                .map(type -> hook(RuntimeNames.HOOKS_AWAIT, RuntimeNames.hooksAwaitDescriptor(type)));
        Stream<Arguments> tails = RuntimeNames.TAIL_TYPES.stream()
                .map(type -> hook(RuntimeNames.HOOKS_TAIL, RuntimeNames.hooksTailDescriptor(type)));
        Stream<Arguments> yields = RuntimeNames.YIELDED_TYPES.stream()
                .map(type -> hook(RuntimeNames.HOOKS_YIELD_ALL, RuntimeNames.hooksYieldAllDescriptor(type)));
        return Stream.of(fixed, awaits, tails, yields).flatMap(all -> all);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void a_method_resolves(String owner, String name, String descriptor) throws Exception {
        Class<?> type = load(owner);
        MethodType signature = MethodType.fromMethodDescriptorString(descriptor, type.getClassLoader());
        Method method = type.getMethod(name, signature.parameterArray());
        assertThat(method.getReturnType()).isEqualTo(signature.returnType());
        assertThat(method.isBridge()).isFalse();
        MethodHandles.publicLookup().unreflect(method);
    }

    @Test
    void the_awaits_that_users_write_take_exactly_the_awaited_types() {
        assertThat(Arrays.stream(load(RuntimeNames.AWAIT).getMethods())
                        .filter(method -> method.getName().equals(RuntimeNames.AWAIT_ON))
                        .map(method -> Type.getInternalName(method.getParameterTypes()[0])))
                .hasSameElementsAs(RuntimeNames.AWAITED_TYPES);
    }

    @Test
    void the_yields_that_users_write_take_exactly_the_yielded_types() {
        assertThat(Arrays.stream(load(RuntimeNames.YIELD).getMethods())
                        .filter(method -> method.getDeclaringClass().getName().endsWith("Yield"))
                        .filter(method -> !method.getName().equals(RuntimeNames.YIELD_VALUE))
                        .map(method -> Type.getInternalName(method.getParameterTypes()[0])))
                .hasSameElementsAs(RuntimeNames.YIELDED_TYPES);
    }

    @Test
    void every_shape_of_the_menu_exists_with_all_its_slots() throws Exception {
        for (int references : RuntimeNames.referenceSlotMenu()) {
            for (int longs : RuntimeNames.longSlotMenu()) {
                Class<?> shape = load(RuntimeNames.FRAMES_PREFIX + "R" + references + "P" + longs);
                assertThat(load(RuntimeNames.FRAME)).isAssignableFrom(shape);
                assertThat(Type.getConstructorDescriptor(shape.getConstructors()[0]))
                        .isEqualTo(RuntimeNames.SHAPE_CONSTRUCTOR_DESCRIPTOR);
                assertSlots(shape, RuntimeNames.REFERENCE_SLOT_PREFIX, references, Object.class);
                assertSlots(shape, RuntimeNames.LONG_SLOT_PREFIX, longs, long.class);
            }
        }
    }

    @Test
    void every_shape_inherits_from_those_that_a_body_may_use_in_its_place() {
        for (int references : RuntimeNames.referenceSlotMenu()) {
            for (int longs : RuntimeNames.longSlotMenu()) {
                Class<?> shape = load(RuntimeNames.FRAMES_PREFIX + "R" + references + "P" + longs);
                for (int fewer : RuntimeNames.longSlotMenu()) {
                    assertThat(load(RuntimeNames.FRAMES_PREFIX + "R1P" + fewer).isAssignableFrom(shape))
                            .isEqualTo(fewer <= longs);
                }
                for (int fewer : RuntimeNames.referenceSlotMenu()) {
                    assertThat(load(RuntimeNames.FRAMES_PREFIX + "R" + fewer + "P" + longs)
                                    .isAssignableFrom(shape))
                            .isEqualTo(fewer <= references);
                }
            }
        }
    }

    @Test
    void the_shape_without_bounds_has_its_arrays() throws Exception {
        Class<?> any = load(RuntimeNames.ANY_SHAPE);
        assertThat(Type.getConstructorDescriptor(any.getConstructors()[0]))
                .isEqualTo(RuntimeNames.ANY_CONSTRUCTOR_DESCRIPTOR);
        assertThat(any.getField(RuntimeNames.ANY_REFERENCES).getType()).isEqualTo(Object[].class);
        assertThat(any.getField(RuntimeNames.ANY_LONGS).getType()).isEqualTo(long[].class);
    }

    @Test
    void the_types_and_fields_exist() throws Exception {
        assertThat(Type.getDescriptor(load("dev/fermata/Async"))).isEqualTo(RuntimeNames.ASYNC_DESCRIPTOR);
        assertThat(load(RuntimeNames.FRAME).getField(RuntimeNames.FRAME_STATE).getType())
                .isEqualTo(short.class);
        assertThat(load(RuntimeNames.SUSPENDED)).isAssignableFrom(load(RuntimeNames.FRAME));
        assertThat(load(RuntimeNames.CANCELLATION)).isAssignableTo(Error.class);
        RuntimeNames.ASYNC_RETURN_TYPES.forEach(RuntimeNamesTest::load);
    }

    private static void assertSlots(Class<?> shape, String prefix, int count, Class<?> type) {
        assertThat(Arrays.stream(shape.getFields())
                        .filter(field -> field.getName().matches(prefix + "\\d+")))
                .allMatch(field -> field.getType() == type)
                .extracting("name")
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, count)
                        .mapToObj(slot -> prefix + slot)
                        .toList());
    }

    private static Arguments done(String type) {
        return method(type, RuntimeNames.DONE, RuntimeNames.doneDescriptor(type));
    }

    private static Arguments hook(String name, String descriptor) {
        return method(RuntimeNames.HOOKS, name, descriptor);
    }

    private static Arguments method(String owner, String name, String descriptor) {
        return Arguments.of(owner, name, descriptor);
    }

    private static Class<?> load(String internalName) {
        try {
            return Class.forName(internalName.replace('/', '.'));
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }
}
