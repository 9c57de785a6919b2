package dev.interlude.platform.attention;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One thing that needs a person.
 *
 * @param kind what it is, in small letters and dashes; part of the HTTP interface
 * @param id unique among the items of its source, and stable between two requests
 * @param bookingId the booking it is about, or null
 * @param since when it began to need a person
 * @param reason one sentence in our own words, without personal data
 * @param link a path of this API that shows more
 * @param actions what can be done about it; empty when it ends by itself
 * @param traceId of the request, delivery or run that led to it, or null
 */
public record AttentionItem(
        String kind,
        String id,
        UUID bookingId,
        Instant since,
        String reason,
        String link,
        List<Action> actions,
        String traceId) {

    /** One without a trace. */
    public AttentionItem(
            String kind, String id, UUID bookingId, Instant since, String reason, String link, List<Action> actions) {
        this(kind, id, bookingId, since, reason, link, actions, null);
    }

    /**
     * A request that settles the item; the caller needs the role admin.
     *
     * @param title what it does, in a few words
     * @param body the JSON body, or null
     */
    public record Action(String title, String method, String path, Map<String, Object> body) {

        public static Action post(String title, String path) {
            return new Action(title, "POST", path, null);
        }

        public static Action post(String title, String path, Map<String, Object> body) {
            return new Action(title, "POST", path, body);
        }
    }
}
