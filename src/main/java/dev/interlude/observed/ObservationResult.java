package dev.interlude.observed;

import dev.interlude.saga.SagaId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The result of applying an {@link ObservedBooking}.
 *
 * @param booking ours that it is about, or null
 * @param saga to be driven for the follow-up at Cal.com; or null
 * @param touched whose cached free times are no longer right
 */
public record ObservationResult(Effect effect, UUID booking, SagaId saga, List<Touched> touched) {

    /** A staff member's free times around an instant have changed. */
    public record Touched(String staff, Instant at) {}

    public static ObservationResult of(Effect effect, UUID booking) {
        return new ObservationResult(effect, booking, null, List.of());
    }

    public ObservationResult withSaga(SagaId its) {
        return new ObservationResult(effect, booking, its, touched);
    }

    /** @param times may be null */
    public ObservationResult touching(String staff, Instant... times) {
        return new ObservationResult(
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

    /** Its effect. */
    public enum Effect {
        /** It was new to us and is stored now. */
        TAKEN,
        /** We knew it, and it was changed here. */
        CHANGED,
        /** Nothing new: our own change, or observed before. */
        KNOWN,
        /** Older than what we know. */
        OLDER,
        /** A person must decide; booking is null if Cal.com has one with a key of ours that we do not know. */
        FLAGGED,
        /** The pauses no longer fit, and the service's policy is to move the other segments: {@code booking-repair-pauses}. */
        TO_REPAIR,
        /**
         * It cannot be decided from this observation alone, or our booking is being changed: read it at Cal.com, or
         * retry later.
         */
        UNDECIDED,
        /** Not ours: no staff of the catalog; or a saga of ours is ending it anyway. */
        IGNORED
    }
}
