package dev.interlude.booking;

import dev.interlude.saga.SagaId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What was made of a {@link Sighting}.
 *
 * @param booking ours that it is about, or null
 * @param saga to be driven, which does at Cal.com what follows from it; or null
 * @param touched what is no longer free as it was remembered
 */
public record Sighted(Effect effect, UUID booking, SagaId saga, List<Touched> touched) {

    /** Somebody's times around an instant have changed. */
    public record Touched(String staff, Instant at) {}

    public static Sighted of(Effect effect, UUID booking) {
        return new Sighted(effect, booking, null, List.of());
    }

    public Sighted withSaga(SagaId its) {
        return new Sighted(effect, booking, its, touched);
    }

    /** @param times may be null */
    public Sighted touching(String staff, Instant... times) {
        return new Sighted(
                effect,
                booking,
                saga,
                Stream.of(times)
                        .filter(Objects::nonNull)
                        .distinct()
                        .map(at -> new Touched(staff, at))
                        .toList());
    }

    public boolean isUndecided() {
        return effect == Effect.UNDECIDED;
    }

    public boolean isToRepair() {
        return effect == Effect.TO_REPAIR;
    }

    /** What it was good for. */
    public enum Effect {
        /** We did not know it, and have it now. */
        TAKEN,
        /** We knew it, and it has changed here. */
        CHANGED,
        /** It says what we know already: our own doing, or said before. */
        KNOWN,
        /** It is older than what we know. */
        OLDER,
        /** A person has to decide; booking is null where Cal.com has one with a key of ours that we do not know. */
        FLAGGED,
        /** The pauses no longer fit, and the service's policy is to move the other segments: {@code booking-repair-pauses}. */
        TO_REPAIR,
        /** It cannot be told from this word alone, or ours is just being changed: ask Cal.com, or come again. */
        UNDECIDED,
        /** It is none of ours: no staff of the catalog; or a saga of ours is ending it anyway. */
        IGNORED
    }
}
