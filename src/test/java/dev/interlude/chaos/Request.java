package dev.interlude.chaos;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What a caller asks to have booked, under one key and for one address, and the answer it got last. */
public final class Request {

    public enum Told {
        /** No answer that decides. */
        NOTHING,
        /** Just the bookings it was told of stand. */
        BOOKED,
        /** Nothing of it stands. */
        NOT_BOOKED,
        /** The caller went away without an answer, or others changed it in Cal.com: any of it, but whole. */
        UNSURE
    }

    /** @param booked ids and starts; a start is null where the caller was not told */
    public record Claim(String key, String email, String trace, int most, Told told, Map<String, Instant> booked) {

        @Override
        public String toString() {
            return "key " + key + ", trace " + trace;
        }
    }

    private final String key;
    private final String email;
    private final String trace = UUID.randomUUID().toString().replace("-", "");
    private final int most;
    private Told told = Told.NOTHING;
    private Map<String, Instant> booked = Map.of();

    /** @param most how many bookings it may come to */
    public Request(String key, int most) {
        this.key = key;
        this.email = key.toLowerCase(java.util.Locale.ROOT) + "@example.com";
        this.most = most;
    }

    public String key() {
        return key;
    }

    public String email() {
        return email;
    }

    String trace() {
        return trace;
    }

    public synchronized void told(Told told, Map<String, Instant> booked) {
        this.told = told;
        this.booked = new java.util.HashMap<>(booked);
    }

    public synchronized Claim claim() {
        return new Claim(key, email, trace, most, told, booked);
    }
}
