package dev.interlude.sync;

import dev.interlude.booking.Sighted;

/**
 * What a second look at a difference has come to.
 *
 * @param push what is to be done at Cal.com
 * @param taken what of Cal.com's our books have taken over, or null
 * @param uid of the booking there that was taken over
 */
public record Judgement(Push push, Sighted taken, String uid) {

    /** It is settled, for a person, or to be looked at again. */
    public static final Judgement NOTHING = new Judgement(Push.none(), null, null);

    public static Judgement toPush(Push push) {
        return new Judgement(push, null, null);
    }

    public static Judgement tookOver(Sighted taken, Finding found) {
        return new Judgement(Push.none(), taken, found.uid());
    }
}
