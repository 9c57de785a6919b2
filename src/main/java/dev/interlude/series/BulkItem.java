package dev.interlude.series;

import dev.interlude.platform.Part;
import dev.interlude.platform.PartAnswer;
import dev.interlude.platform.problems.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * One item of a bulk, claimed.
 *
 * @param tries this one included
 * @param askedAt when the bulk came
 * @param target the booking it is about; null where it is to be made
 */
public record BulkItem(UUID bulk, int position, int tries, Instant askedAt, BulkAction action, UUID target, Part part) {

    private static final Duration USUAL_REST = Duration.ofSeconds(2);

    /** The id of the booking it is about, or null. */
    public String bookingId() {
        return target == null ? null : target.toString();
    }

    /**
     * When to try again: after an answer that is no decision yet, or that Cal.com had no call left for.
     *
     * @param code of the problem in the answer, or empty
     * @param beingUndone whether Cal.com may have done it unseen: it is undone then, and the caller told
     * @return null when the answer is the item's
     */
    public Instant nextTry(PartAnswer answer, String code, BooleanSupplier beingUndone, Instant now, Duration giveUp) {
        var undecided =
                switch (answer.status()) {
                    case 202 -> true;
                    case 409 -> answer.retryAfter() != null;
                    case 503 ->
                        answer.retryAfter() != null
                                && !(ProblemCode.CALCOM_UNAVAILABLE.name().equals(code) && beingUndone.getAsBoolean());
                    default -> false;
                };
        if (!undecided || !now.isBefore(askedAt.plus(giveUp))) {
            return null;
        }
        return now.plus(answer.retryAfter() == null ? USUAL_REST : Duration.ofSeconds(answer.retryAfter()));
    }
}
