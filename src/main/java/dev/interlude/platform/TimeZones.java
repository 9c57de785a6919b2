package dev.interlude.platform;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The time zones that requests, the catalog and Cal.com may name: those of the IANA database. */
public final class TimeZones {

    /** Names of the IANA database that Java does not take as zones. Like the database, they never change their offset. */
    private static final Map<String, ZoneOffset> LEFT_OUT_BY_JAVA =
            Map.of("EST", ZoneOffset.ofHours(-5), "MST", ZoneOffset.ofHours(-7), "HST", ZoneOffset.ofHours(-10));

    private static final String FORM = "write one of the form Area/City";
    private static final int LONGEST_GUESSED = 60;

    static {
        LEFT_OUT_BY_JAVA.forEach((id, offset) -> {
            if (!ZoneRulesProvider.getAvailableZoneIds().contains(id)) {
                ZoneRulesProvider.registerProvider(new FixedZone(id, offset));
            }
        });
    }

    private TimeZones() {}

    /** The zone of that name, or empty: also for an offset, which cannot tell the hour after a clock change. */
    public static Optional<ZoneId> find(String id) {
        return known().contains(id) ? Optional.of(ZoneId.of(id)) : Optional.empty();
    }

    /** A zone that was validated before. */
    public static ZoneId of(String id) {
        return ZoneId.of(id);
    }

    public static Collection<String> known() {
        return ZoneId.getAvailableZoneIds();
    }

    /**
     * What to write instead of an unknown name. A zone is only proposed where the area is right and the city nearly so, or
     * the city is right: an abbreviation such as IST stands for several zones, and none of them can be proposed.
     */
    public static String advice(String written) {
        if (written.length() > LONGEST_GUESSED) {
            return FORM;
        }
        int slash = written.indexOf('/');
        var meant = slash < 0 ? ofCity(written) : ofArea(written, written.substring(0, slash));
        return meant.map(id -> "write " + id).orElse(FORM);
    }

    private static Optional<String> ofCity(String written) {
        var ending = "/" + written.strip().replace(' ', '_').toLowerCase(Locale.ROOT);
        var same = known().stream()
                .filter(id -> id.contains("/") && id.toLowerCase(Locale.ROOT).endsWith(ending))
                .filter(id -> !id.startsWith("Etc/") && !id.startsWith("SystemV/"))
                .toList();
        return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
    }

    private static Optional<String> ofArea(String written, String area) {
        var near = Spelling.nearest(area, areas());
        var cities = near.map(it ->
                        known().stream().filter(id -> id.startsWith(it + "/")).toList())
                .orElse(List.of());
        var names = cities.stream().map(id -> id.substring(id.indexOf('/') + 1)).toList();
        return Spelling.nearest(written.substring(area.length() + 1), names).map(city -> near.get() + "/" + city);
    }

    private static List<String> areas() {
        return known().stream()
                .filter(id -> id.contains("/"))
                .map(id -> id.substring(0, id.indexOf('/')))
                .distinct()
                .toList();
    }

    private static final class FixedZone extends ZoneRulesProvider {

        private final String id;
        private final ZoneRules rules;

        FixedZone(String id, ZoneOffset offset) {
            this.id = id;
            this.rules = ZoneRules.of(offset);
        }

        @Override
        protected Set<String> provideZoneIds() {
            return Set.of(id);
        }

        @Override
        protected ZoneRules provideRules(String zoneId, boolean forCaching) {
            return rules;
        }

        @Override
        protected NavigableMap<String, ZoneRules> provideVersions(String zoneId) {
            return new TreeMap<>(Map.of("fixed", rules));
        }
    }
}
