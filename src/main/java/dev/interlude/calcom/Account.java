package dev.interlude.calcom;

/**
 * One Cal.com account: an address and a key.
 *
 * @param baseUrl without a slash at its end, without {@code /v2}
 */
public record Account(String id, String baseUrl, String apiKey) {

    /** Without the key: records end up in logs. */
    @Override
    public String toString() {
        return "Account[" + id + " at " + baseUrl + "]";
    }
}
