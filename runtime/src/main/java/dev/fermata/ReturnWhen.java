package dev.fermata;

/** What {@link Tasks#waitUntil} waits for. */
public enum ReturnWhen {
    /** Until one is done, however it ended. */
    FIRST_COMPLETED,

    /** Until one has failed, or all are done. One that was cancelled has not failed. */
    FIRST_FAILED,

    /** Until all are done. */
    ALL_COMPLETED
}
