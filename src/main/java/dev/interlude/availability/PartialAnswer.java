package dev.interlude.availability;

import dev.interlude.availability.slots.LeftOut;
import dev.interlude.catalog.Service;
import java.time.ZoneId;
import java.util.List;

/**
 * Slots that could not be read in time: of which segment, staff and days.
 *
 * @param code why, as a problem would say it
 * @param retryAfterSeconds when to ask again; null where that does not help
 */
public record PartialAnswer(
        String segment, String staff, String from, String to, String code, String reason, Integer retryAfterSeconds) {

    static List<PartialAnswer> of(Service service, List<LeftOut> parts, ZoneId zone) {
        return service.segments().stream()
                .flatMap(segment -> segment.eventTypes().entrySet().stream().flatMap(who -> parts.stream()
                        .filter(part -> part.eventTypeId() == who.getValue())
                        .map(part -> new PartialAnswer(
                                segment.key(),
                                who.getKey(),
                                WallClock.written(part.from(), zone),
                                WallClock.written(part.to(), zone),
                                part.why().code().name(),
                                part.why().detail(),
                                part.why().retryAfterSeconds()))))
                .toList();
    }
}
