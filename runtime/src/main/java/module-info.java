/** Async/await for Java: coroutines, tasks and the event loop. */
@SuppressWarnings("module") // the test kit is compiled later
module dev.fermata.runtime {
    requires static org.jspecify;

    uses dev.fermata.ThreadContextElement;
    uses dev.fermata.loop.EventLoopProvider;

    exports dev.fermata;
    exports dev.fermata.codegen;
    exports dev.fermata.debug;
    exports dev.fermata.loop;
    exports dev.fermata.process;
    exports dev.fermata.sync;
    exports dev.fermata.internal.loop to
            dev.fermata.testkit;
}
