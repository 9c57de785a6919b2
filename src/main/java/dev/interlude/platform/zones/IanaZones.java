package dev.interlude.platform.zones;

import java.nio.file.Path;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesException;
import java.time.zone.ZoneRulesProvider;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Java's time zones with the newest rules there are: those shipped with Interlude, those of the operating system, or those
 * of the Java in use. Installed with {@code -Djava.time.zone.DefaultZoneRulesProvider}; needs nothing but the JDK.
 */
public final class IanaZones extends ZoneRulesProvider {

    /** A folder with other rules than {@value #SYSTEM}; they are taken if they are the newest. */
    public static final String FOLDER = "INTERLUDE_ZONEINFO";

    private static final String SYSTEM = "/usr/share/zoneinfo";

    private static volatile String origin;

    private final ZoneData data;
    private final Map<String, ZoneRules> known = new ConcurrentHashMap<>();

    /** Called by Java when it is first asked for a zone. */
    public IanaZones() {
        this(newest(Objects.requireNonNullElse(System.getenv(FOLDER), SYSTEM)));
        origin = data.origin();
    }

    IanaZones(ZoneData data) {
        this.data = data;
    }

    static ZoneData newest(String folder) {
        var bundled = ZoneData.bundled();
        var others = List.of(ZoneData.ofFolder(Path.of(folder), bundled), ZoneData.ofJava());
        return Stream.concat(Stream.of(bundled), others.stream().flatMap(Optional::stream))
                .max(Comparator.comparing(ZoneData::version))
                .orElseThrow();
    }

    @Override
    protected Set<String> provideZoneIds() {
        return data.ids();
    }

    @Override
    protected ZoneRules provideRules(String zoneId, boolean forCaching) {
        return known.computeIfAbsent(
                zoneId, id -> data.rules(id).orElseThrow(() -> new ZoneRulesException("Unknown time-zone ID: " + id)));
    }

    @Override
    protected NavigableMap<String, ZoneRules> provideVersions(String zoneId) {
        return new TreeMap<>(Map.of(data.version(), provideRules(zoneId, false)));
    }

    /** Whose rules are installed; empty where Java was started without these. */
    public static Optional<String> origin() {
        return Optional.ofNullable(origin);
    }
}
