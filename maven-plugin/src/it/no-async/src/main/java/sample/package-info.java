/** Nothing asynchronous. */
package sample;
