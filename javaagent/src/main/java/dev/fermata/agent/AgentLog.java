package dev.fermata.agent;

import java.io.PrintStream;

/**
 * The agent's voice: lines on the error stream, each with the name of the product in front.
 *
 * @param out where to
 * @param verbose whether {@link #detail} says anything
 */
record AgentLog(PrintStream out, boolean verbose) {

    /** Says what somebody should know. */
    void error(String message) {
        print(message);
    }

    /** Reports a failure of the agent itself. */
    void failure(String message, Throwable cause) {
        synchronized (out) {
            print(message);
            cause.printStackTrace(out);
        }
    }

    /** Says what is only interesting to those who asked for it. */
    void detail(String message) {
        if (verbose) {
            print(message);
        }
    }

    private void print(String message) {
        message.lines().forEach(line -> out.println("fermata: " + line));
    }
}
