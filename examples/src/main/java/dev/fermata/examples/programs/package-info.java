/** Programs of a page, each of which shows one thing. */
package dev.fermata.examples.programs;
