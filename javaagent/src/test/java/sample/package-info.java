/** Programs for the agent's tests: compiled plainly, run in JVMs of their own. */
package sample;
