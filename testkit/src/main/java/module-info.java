/** Deterministic tests of asynchronous code. */
module dev.fermata.testkit {
    requires static org.jspecify;
    requires static org.junit.jupiter.api;
    requires transitive dev.fermata.runtime;

    exports dev.fermata.testkit;
    exports dev.fermata.testkit.junit;

    opens dev.fermata.testkit.junit to
            org.junit.platform.commons;
}
