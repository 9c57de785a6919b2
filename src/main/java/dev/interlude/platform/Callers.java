package dev.interlude.platform;

import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Refused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what the ingress wrote about the caller; clients cannot set those headers. */
public final class Callers {

    private static final int LONGEST_KEY = 255;

    public static final String NAME = "Interlude-Caller";
    public static final String ROLES = "Interlude-Roles";
    public static final String TRACE = "Interlude-Trace";

    public Caller of(String name, String roles) {
        return new Caller(name, roles(roles), 0);
    }

    /** The Idempotency-Key, or null; one that is no key is a mistake of the caller's. */
    public Text idempotencyKey(Map<String, Object> headers) {
        if (!(headers.get("Idempotency-Key") instanceof String header)) {
            return null;
        }
        if (header.isBlank() || header.length() > LONGEST_KEY) {
            throw new Refused(Problem.shape(List.of(
                    new Problem.FieldError("Idempotency-Key", "must have 1 to %d characters".formatted(LONGEST_KEY)))));
        }
        return new Text(header);
    }

    private static Set<Role> roles(String words) {
        return Stream.of(words.split(","))
                .filter(word -> !word.isBlank())
                .map(Role::of)
                .collect(Collectors.toSet());
    }
}
