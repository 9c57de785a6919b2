package dev.interlude.calcom.budget;

import java.util.Comparator;

/**
 * A call waiting for its share of the budget.
 *
 * @param number in order of arrival at this node
 * @param deadline until when it waits at the longest; milliseconds of the clock
 * @param pauseMillis after which it is to ask again; 0 once it may go
 */
public record Turn(String account, Priority priority, long number, long askedAt, long deadline, long pauseMillis) {

    static final Comparator<Turn> ORDER = Comparator.comparing(Turn::priority).thenComparing(Turn::number);

    /** Whether it is to ask again. */
    public boolean waits() {
        return pauseMillis > 0;
    }

    Turn go() {
        return new Turn(account, priority, number, askedAt, deadline, 0);
    }

    Turn pause(long millis) {
        return new Turn(account, priority, number, askedAt, deadline, millis);
    }
}
