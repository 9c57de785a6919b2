package dev.interlude.platform;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A place in a trace, as the header {@code traceparent} of W3C Trace Context names it.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits: of the caller's span, or of ours where traces are exported; null: none yet
 * @param sampled whether whoever made that span records the trace
 * @param ours whether the trace began here
 */
public record Traceparent(String traceId, String spanId, boolean sampled, boolean ours) {

    public static final String HEADER = "traceparent";

    private static final String NO_SPAN = "0".repeat(16);
    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final int VERSION_0_LENGTH = 55;

    /** A trace that begins here. */
    public static Traceparent begun(UUID id) {
        return new Traceparent(hex(id), null, false, true);
    }

    /** @return empty when it is not valid, so that a new trace begins */
    public static Optional<Traceparent> received(String header) {
        return Optional.ofNullable(header).flatMap(Traceparent::read).filter(read -> read.spanId != null);
    }

    /** @param text as {@link #text} wrote it, or the id of what began the trace; null: none */
    public static Optional<Traceparent> stored(String text) {
        return Optional.ofNullable(text)
                .flatMap(t -> t.length() < VERSION_0_LENGTH ? Optional.of(begun(UUID.fromString(t))) : read(t));
    }

    private static Optional<Traceparent> read(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches() || text.startsWith("00") && text.length() != VERSION_0_LENGTH) {
            return Optional.empty();
        }
        var span = parts.group(2);
        return Optional.of(new Traceparent(
                parts.group(1),
                span.equals(NO_SPAN) ? null : span,
                (Integer.parseInt(parts.group(3), 16) & 1) == 1,
                false));
    }

    public Traceparent at(String span, boolean isSampled) {
        return new Traceparent(traceId, span, isSampled, ours);
    }

    /** What is stored: as the header, with a span id of zeros where there is none yet. */
    public String text() {
        return written(spanId == null ? NO_SPAN : spanId);
    }

    /** What is sent. The standard wants a span id; where we make no spans and got none, it is by chance. */
    public String header() {
        return written(spanId == null ? randomSpan() : spanId);
    }

    private String written(String span) {
        return "00-" + traceId + "-" + span + (sampled ? "-01" : "-00");
    }

    private static String randomSpan() {
        return "%016x".formatted(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }
}
