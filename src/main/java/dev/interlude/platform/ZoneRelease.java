package dev.interlude.platform;

import dev.interlude.platform.zones.IanaZones;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The release of the IANA time zone database that is in use.
 *
 * @param version such as {@code 2026b}; a release tells its year, and by its letter how many came before it
 * @param source whose it is: Interlude's, a folder's of the operating system, or that of Java
 */
public record ZoneRelease(String version, String source) {

    private static final Logger LOG = LoggerFactory.getLogger(ZoneRelease.class);
    private static final Pattern VERSION = Pattern.compile("(\\d{4})([a-z])");
    /** In most years a, b and c came about then. */
    private static final int MONTHS_BETWEEN = 3;

    public static ZoneRelease current() {
        var version = ZoneRulesProvider.getVersions("Europe/Berlin").lastKey();
        return new ZoneRelease(version, IanaZones.origin().orElse("Java"));
    }

    /** Whether it is older than a year, as far as its name tells; zones change several times a year. */
    public boolean isOutdated(Instant now) {
        var parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return true;
        }
        int month = Math.min(12, 1 + MONTHS_BETWEEN * (parts.group(2).charAt(0) - 'a'));
        var released = LocalDate.of(Integer.parseInt(parts.group(1)), month, 1);
        return released.plusYears(1).isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC));
    }

    /** For health pages. */
    public Map<String, Object> view(Instant now) {
        var view = new LinkedHashMap<String, Object>();
        view.put("version", version);
        view.put("source", source);
        view.put("outdated", isOutdated(now));
        return view;
    }

    /** Says at the start which it is. */
    ZoneRelease reported(Instant now) {
        if (isOutdated(now)) {
            LOG.warn(
                    "The time zone rules (release {} of {}) are older than a year: appointments in zones that changed since are"
                            + " an hour off. docs/operating.md says how to renew them",
                    version,
                    source);
        } else {
            LOG.info("Time zone rules: release {} of {}", version, source);
        }
        return this;
    }
}
