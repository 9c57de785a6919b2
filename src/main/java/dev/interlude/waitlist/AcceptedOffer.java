package dev.interlude.waitlist;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/**
 * An offer that an entry accepts.
 *
 * @param hold that keeps its times
 * @param bookingRequest books it, as any caller would
 */
public record AcceptedOffer(UUID entry, UUID hold, JsonNode bookingRequest) {

    /** Without the customer: records end up in logs. */
    @Override
    public String toString() {
        return "AcceptedOffer[" + entry + "]";
    }
}
