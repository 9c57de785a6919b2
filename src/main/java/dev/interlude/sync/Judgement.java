package dev.interlude.sync;

import dev.interlude.observed.ObservationResult;

/**
 * The result of a second look at a difference.
 *
 * @param push what is to be done at Cal.com
 * @param taken what we took over from Cal.com, or null
 * @param uid of the booking there that was taken over
 */
public record Judgement(Push push, ObservationResult taken, String uid) {

    /** It is resolved, for a person, or to be looked at again. */
    public static final Judgement NOTHING = new Judgement(Push.none(), null, null);

    public static Judgement toPush(Push push) {
        return new Judgement(push, null, null);
    }

    public static Judgement tookOver(ObservationResult taken, Finding found) {
        return new Judgement(Push.none(), taken, found.uid());
    }
}
