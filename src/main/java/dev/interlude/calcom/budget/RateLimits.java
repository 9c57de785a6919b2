package dev.interlude.calcom.budget;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The headers {@code X-RateLimit-(Limit|Remaining|Reset)-<Name>} of an answer. A key may have several limits; it is
 * refused only when all of them are used up.
 */
public record RateLimits(List<Named> limits) {

    /** @param resetSeconds from now until its window or its block ends */
    public record Named(String name, long remaining, long resetSeconds) {}

    private static final Pattern HEADER =
            Pattern.compile("x-ratelimit-(remaining|reset)-(.+)", Pattern.CASE_INSENSITIVE);

    /** Headers that cannot be read count as absent. */
    public static RateLimits of(Map<String, Object> headers) {
        var remaining = new HashMap<String, Long>();
        var reset = new HashMap<String, Long>();
        headers.forEach((header, value) -> {
            var found = HEADER.matcher(header);
            if (found.matches()) {
                var part = found.group(1).equalsIgnoreCase("reset") ? reset : remaining;
                number(value).ifPresent(n -> part.put(found.group(2).toLowerCase(java.util.Locale.ROOT), n));
            }
        });
        var limits = new ArrayList<Named>();
        reset.forEach((name, seconds) -> {
            if (remaining.containsKey(name)) {
                limits.add(new Named(name, remaining.get(name), seconds));
            }
        });
        return new RateLimits(List.copyOf(limits));
    }

    /** For an answer that refused without saying until when. */
    static RateLimits unsaid(long seconds) {
        return new RateLimits(List.of(new Named("unsaid", 0, seconds)));
    }

    /** After how many seconds the first limit lets calls pass again; null when no header says so. */
    public String reset() {
        return limits.isEmpty() ? null : Long.toString(firstReset());
    }

    long mostRemaining() {
        return limits.stream().mapToLong(Named::remaining).max().orElse(0);
    }

    long lastReset() {
        return limits.stream().mapToLong(Named::resetSeconds).max().orElse(0);
    }

    long firstReset() {
        return limits.stream().mapToLong(Named::resetSeconds).min().orElse(0);
    }

    private static OptionalLong number(Object value) {
        try {
            return OptionalLong.of(
                    Math.max(0, Long.parseLong(String.valueOf(value).trim())));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
