package dev.interlude.sandbox.model;

import dev.interlude.platform.TimeZones;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads dates and zones as Cal.com does: a time without an offset is UTC. */
public final class Iso {

    private Iso() {}

    public static Optional<Instant> instant(String text) {
        if (text == null || !text.matches("\\d{4}-\\d\\d(-\\d\\d)?([T ]\\d\\d.*)?")) {
            return Optional.empty();
        }
        try {
            var iso = text.replace(' ', 'T').replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
            if (iso.matches("\\d{4}-\\d\\d")) {
                return Optional.of(LocalDate.parse(iso + "-01")
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant());
            }
            if (!iso.contains("T")) {
                return Optional.of(
                        LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            if (iso.matches(".*T\\d\\d(Z|[+-].*)?")) {
                iso = iso.replaceFirst("(T\\d\\d)", "$1:00");
            }
            return Optional.of(
                    iso.matches(".*T.*(Z|[+-]\\d\\d(:\\d\\d)?)$")
                            ? OffsetDateTime.parse(iso).toInstant()
                            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public static Optional<ZoneId> zone(String text) {
        if (text == null || !text.matches("[A-Za-z0-9_+/-]+")) {
            return Optional.empty();
        }
        return TimeZones.find(text).or(() -> TimeZones.known().stream()
                .filter(id -> id.equalsIgnoreCase(text))
                .findFirst()
                .map(TimeZones::of));
    }
}
