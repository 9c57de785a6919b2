package dev.interlude.booking.holds;

import static dev.interlude.booking.request.RequestTimes.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.booking.attendees.LocalAttendee;
import dev.interlude.booking.request.BookingRequests;
import dev.interlude.platform.ApiKey;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Text;
import dev.interlude.platform.jdbc.ApiKeys;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Refused;
import java.util.UUID;

/** Reads and validates requests to hold an offer, and to hold it longer. */
public class HoldRequests {

    private final BookingRequests bookings;
    private final ApiKeys keys;
    private final HoldSettings settings;

    public HoldRequests(BookingRequests bookings, ApiKeys keys, HoldSettings settings) {
        this.bookings = bookings;
        this.keys = keys;
        this.settings = settings;
    }

    /**
     * @param hold the id it will have
     * @throws Refused VALIDATION_FAILED, 422, naming every member that makes no sense
     */
    public HoldRequest read(JsonNode json, UUID hold, Caller caller) {
        var key = keys.named(caller.name()).orElse(null);
        var seconds = seconds(json, key);
        return new HoldRequest(
                bookings.toHold(json, hold, caller),
                seconds,
                text(json, "attendeeEmail").map(Text::new).orElse(null),
                text(json, "attendeeEmail").map(LocalAttendee::digest).orElse(null),
                key == null || key.openHolds() == null ? settings.openPerKey() : key.openHolds());
    }

    /** @return how many seconds from now on it is to be held */
    public int extension(JsonNode json, Caller caller) {
        return seconds(json, keys.named(caller.name()).orElse(null));
    }

    private int seconds(JsonNode json, ApiKey key) {
        var seconds = json.path("seconds").asInt();
        var shortest = settings.shortest().toSeconds();
        var longest = settings.longest().toSeconds();
        var most = key == null || key.holdSeconds() == null ? longest : Math.min(longest, key.holdSeconds());
        if (seconds < shortest || seconds > most) {
            throw new Refused(Problem.meaning(
                    "/seconds",
                    "must be from %d to %d%s"
                            .formatted(shortest, most, most < longest ? ", the limit of this key" : "")));
        }
        return seconds;
    }
}
