package dev.fermata.process;

/**
 * What {@link AsyncProcess#communicate} has got of a process.
 *
 * @param exitCode how it ended
 * @param stdout all that it wrote to its standard output; empty if that was redirected
 * @param stderr all that it wrote to its standard error; empty if that was redirected
 */
public record ProcessResult(int exitCode, String stdout, String stderr) {}
