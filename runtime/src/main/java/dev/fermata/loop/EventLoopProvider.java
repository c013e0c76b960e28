package dev.fermata.loop;

/**
 * Makes the event loops of a program that does not ask for particular ones: the slot for another implementation, which
 * every program then runs on unchanged.
 *
 * <p>Providers are found by {@link java.util.ServiceLoader}. {@link EventLoop#create} takes the only one there is; if
 * there are several, or to go back to the loop that comes with Fermata, name one by the system property {@code
 * fermata.loop}.
 */
public interface EventLoopProvider {

    /** What the system property {@code fermata.loop} calls it; {@code default} is the loop that comes with Fermata. */
    String name();

    /** Makes a loop that runs on the thread which calls {@link EventLoop#runForever}. Any thread. */
    EventLoop create();
}
