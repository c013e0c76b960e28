/** Deterministic tests of asynchronous code. */
module dev.fermata.testkit {
    requires static org.jspecify;
    requires transitive dev.fermata.runtime;

    exports dev.fermata.testkit;
}
