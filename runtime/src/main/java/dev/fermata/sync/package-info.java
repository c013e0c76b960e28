/**
 * What tasks of one event loop synchronise with: locks, events, conditions, semaphores, barriers, limiters, queues, channels.
 *
 * <p>All of them are fair: first come, first served. What is handed out belongs to the one who waited from the moment it is
 * handed out, so that an await here has either happened and returned, or has been cancelled and did not happen.
 *
 * <p>Each may be made anywhere and belongs to the event loop on which somebody first has to wait for it. A task of
 * another loop that has to wait, and every use on another thread from then on, gets an {@link IllegalStateException}.
 * Nothing happens before what a method returns is awaited.
 */
@NullMarked
package dev.fermata.sync;

import org.jspecify.annotations.NullMarked;
