package dev.interlude.availability.slots;

import java.time.LocalDate;
import java.util.stream.Stream;

/**
 * One read from Cal.com: the slots of an event type.
 *
 * @param firstDay UTC
 * @param lastDay UTC, included; Cal.com answers whole days only
 */
public record SlotRead(String account, long eventTypeId, LocalDate firstDay, LocalDate lastDay) {

    public Stream<LocalDate> days() {
        return firstDay.datesUntil(lastDay.plusDays(1));
    }
}
