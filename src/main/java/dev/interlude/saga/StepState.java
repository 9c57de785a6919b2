package dev.interlude.saga;

/** Where one step stands: nothing called with success yet, called with success, given up after too many attempts, settled by a person. */
public enum StepState {
    ENLISTED,
    DONE,
    STUCK,
    RESOLVED
}
