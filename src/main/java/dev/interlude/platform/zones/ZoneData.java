package dev.interlude.platform.zones;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.ZipInputStream;

/** One release of the IANA time zone database. */
final class ZoneData {

    private static final String BUNDLED = "/zoneinfo/zoneinfo.zip";
    private static final String SOURCE = "tzdata.zi";
    private static final String VERSION = "# version ";

    private final String version;
    private final String origin;
    private final Map<String, Supplier<ZoneRules>> rules;
    /** Another name to the name it stands for. */
    private final Map<String, String> links;

    ZoneData(String version, String origin, Map<String, Supplier<ZoneRules>> rules, Map<String, String> links) {
        this.version = version;
        this.origin = origin;
        this.rules = rules;
        this.links = links;
    }

    /** As shipped. */
    static ZoneData bundled() {
        var rules = new HashMap<String, Supplier<ZoneRules>>();
        var source = "";
        try (var zip = new ZipInputStream(ZoneData.class.getResourceAsStream(BUNDLED))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var bytes = zip.readAllBytes();
                if (entry.getName().equals(SOURCE)) {
                    source = new String(bytes, StandardCharsets.UTF_8);
                } else {
                    rules.put(entry.getName(), () -> ZoneFile.read(bytes));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ZoneData(version(source).orElseThrow(), "Interlude", rules, links(source));
    }

    /**
     * A folder of compiled zones, as {@code zic} writes it and operating systems have it.
     *
     * @param names has names that may be missing there
     */
    static Optional<ZoneData> ofFolder(Path folder, ZoneData names) {
        try {
            var source = Files.readString(folder.resolve(SOURCE));
            var links = new HashMap<>(names.links);
            links.putAll(links(source));
            var rules = new HashMap<String, Supplier<ZoneRules>>();
            for (var id : names.ids()) {
                put(rules, folder, id);
            }
            source.lines()
                    .filter(line -> line.startsWith("Z "))
                    .forEach(line -> put(rules, folder, line.split(" ")[1]));
            names.rules.forEach((id, bundled) -> {
                if (!rules.containsKey(links.getOrDefault(id, id))) {
                    rules.putIfAbsent(id, bundled);
                }
            });
            return version(source).map(version -> new ZoneData(version, folder.toString(), rules, links));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Those of the Java in use. */
    static Optional<ZoneData> ofJava() {
        return JavaZones.read(Path.of(System.getProperty("java.home"), "lib", "tzdb.dat"));
    }

    private static void put(Map<String, Supplier<ZoneRules>> rules, Path folder, String id) {
        var file = folder.resolve(id);
        if (Files.isRegularFile(file)) {
            rules.put(id, () -> ZoneFile.read(bytes(file)));
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> version(String source) {
        return source.lines()
                .findFirst()
                .filter(line -> line.startsWith(VERSION))
                .map(line -> line.substring(VERSION.length()).strip());
    }

    private static Map<String, String> links(String source) {
        var links = new HashMap<String, String>();
        source.lines()
                .filter(line -> line.startsWith("L "))
                .map(line -> line.split(" "))
                .forEach(link -> links.put(link[2], link[1]));
        return links;
    }

    /** Such as {@code 2026b}. */
    String version() {
        return version;
    }

    /** Whose rules these are. */
    String origin() {
        return origin;
    }

    Set<String> ids() {
        var ids = new java.util.HashSet<>(rules.keySet());
        links.forEach((name, target) -> {
            if (rules.containsKey(target)) {
                ids.add(name);
            }
        });
        return Set.copyOf(ids);
    }

    Optional<ZoneRules> rules(String id) {
        var found = rules.containsKey(id) ? rules.get(id) : rules.get(links.get(id));
        return Optional.ofNullable(found).map(Supplier::get);
    }
}
