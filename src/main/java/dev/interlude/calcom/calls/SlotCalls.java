package dev.interlude.calcom.calls;

import dev.interlude.availability.slots.SlotRead;
import dev.interlude.booking.move.MoveSlots;
import dev.interlude.calcom.calls.CalcomCall.Operation;

/** Writes the requests about free times. */
public class SlotCalls {

    private final String version;

    /** @param version the value of {@code cal-api-version} for slots */
    public SlotCalls(String version) {
        this.version = version;
    }

    /** Whole days in UTC, both included: that is how Cal.com reads dates. */
    public CalcomCall read(SlotRead read) {
        return read(read, null);
    }

    /** Ignores one booking: its own time counts as free. */
    public CalcomCall readWithout(MoveSlots.Read move) {
        return read(move.slots(), move.uid());
    }

    private CalcomCall read(SlotRead read, String uidOnTheMove) {
        var query = "eventTypeId=" + read.eventTypeId() + "&start=" + read.firstDay() + "&end=" + read.lastDay()
                + (uidOnTheMove == null ? "" : "&bookingUidToReschedule=" + uidOnTheMove);
        return CalcomCall.get(read.account(), Operation.READ_SLOTS, version, "/v2/slots", query);
    }
}
