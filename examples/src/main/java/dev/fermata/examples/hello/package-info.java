/** Says hello and world after a second and two: first one after the other, then both at once as tasks. */
package dev.fermata.examples.hello;
