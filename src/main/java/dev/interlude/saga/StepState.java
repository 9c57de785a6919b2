package dev.interlude.saga;

/**
 * Where one step stands: not yet called successfully, called successfully, given up after too many attempts, settled by
 * a person.
 */
public enum StepState {
    ENLISTED,
    DONE,
    STUCK,
    RESOLVED
}
