package dev.interlude.calcom;

import dev.interlude.calcom.calls.CalcomCall;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How Cal.com answered last to each version of its API that we use; since the start of this node. */
final class LastAnswers {

    private record Last(String answer, Instant at) {}

    private final Map<String, Last> last = new ConcurrentHashMap<>();

    void note(CalcomCall call, String answer, Instant at) {
        if (call.version() != null) {
            last.put(key(endpoints(call), call.version()), new Last(answer, at));
        }
    }

    /** @param versions by group of endpoints, as in the settings */
    Map<String, Object> figures(Map<String, String> versions) {
        var figures = new LinkedHashMap<String, Object>();
        new TreeMap<>(versions).forEach((endpoints, version) -> {
            var known = last.get(key(endpoints, version));
            var figure = new LinkedHashMap<String, Object>();
            figure.put("version", version);
            figure.put("answer", known == null ? null : known.answer());
            figure.put("at", known == null ? null : known.at().toString());
            figures.put(endpoints, figure);
        });
        return figures;
    }

    private static String endpoints(CalcomCall call) {
        return switch (call.operation().group()) {
            case SLOTS -> "slots";
            case BOOKINGS_READ, BOOKINGS_WRITE -> "bookings";
            case SETTINGS ->
                switch (call.operation()) {
                    case READ_WEBHOOKS, CHANGE_WEBHOOKS -> "webhooks";
                    case READ_ME -> "me";
                    default -> "event-types";
                };
        };
    }

    private static String key(String endpoints, String version) {
        return endpoints + " " + version;
    }
}
