package dev.interlude.series;

import dev.interlude.booking.BookingPlan;
import dev.interlude.platform.problems.Refused;
import dev.interlude.series.SeriesRequest.Occurrence;

/** Records for each day of a series that is booked as a whole whether it is available. */
public class SeriesDays {

    public void had(SeriesAttempt attempt, Occurrence occurrence, BookingPlan plan) {
        attempt.planned(occurrence, plan);
    }

    public void notHad(SeriesAttempt attempt, Occurrence occurrence, Throwable failure) {
        attempt.refused(occurrence, refusal(failure));
    }

    /** @throws Refused naming the unavailable days */
    public void requireAllOf(SeriesAttempt attempt) {
        attempt.requireAll();
    }

    /** Splits and sagas wrap what was said. */
    public static Refused refusal(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused;
            }
        }
        throw new IllegalArgumentException("no refusal", failure);
    }
}
