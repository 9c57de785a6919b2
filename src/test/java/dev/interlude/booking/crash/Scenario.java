package dev.interlude.booking.crash;

import java.util.Locale;

/**
 * Where a server is killed.
 *
 * @param segment position of the one whose call is under way
 */
record Scenario(Operation operation, String service, int segment, KillPoint moment) {

    enum Operation {
        /** Booking the segments. */
        PLACE,
        /** Cancelling what was booked, after another segment was refused. */
        COMPENSATE,
        CANCEL,
        MOVE,
        /** Moving back what has moved, after the last segment was refused. */
        MOVE_BACK;

        /** Whether its calls are steps of a saga that undoes, each marked in the journal. */
        boolean undoes() {
            return this == COMPENSATE || this == CANCEL || this == MOVE_BACK;
        }
    }

    /** Everything stands at Cal.com though its node is gone: the appointment is finished, not undone. */
    boolean isAdopted() {
        return operation == Operation.PLACE && !moment.beforeWork();
    }

    /** Unique, and fit for an address. */
    String id() {
        return (operation + "-" + service + "-" + segment + "-" + moment)
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    @Override
    public String toString() {
        return "%s %s, segment %d, %s"
                .formatted(
                        operation.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        service,
                        segment + 1,
                        moment.name().toLowerCase(Locale.ROOT));
    }
}
