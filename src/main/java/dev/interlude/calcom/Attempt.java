package dev.interlude.calcom;

/**
 * The attempts of a call.
 *
 * @param number of tries that have been made
 * @param startedAt milliseconds of the clock
 * @param again whether it is to be tried (again), after the pause
 */
public record Attempt(int number, long startedAt, long pauseMillis, boolean again) {

    Attempt after(long pause) {
        return new Attempt(number + 1, startedAt, pause, true);
    }

    Attempt last() {
        return new Attempt(number + 1, startedAt, 0, false);
    }
}
