/** Deterministic tests of asynchronous code. */
module dev.fermata.testkit {
    requires static org.jspecify;
    requires transitive dev.fermata;

// exports dev.fermata.testkit: with its first class; javac refuses to export an empty package.
}
