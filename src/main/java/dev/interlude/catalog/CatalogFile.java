package dev.interlude.catalog;

import dev.interlude.catalog.Catalog.NoShowRule;
import dev.interlude.platform.BoundedYaml;
import dev.interlude.platform.TimeZones;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code config/catalog.yaml}; a file with any mistake is refused as a whole. */
public final class CatalogFile {

    private static final List<String> KEYS = List.of(
            "timeZone",
            "account",
            "attendeeOverlap",
            "oneOpen",
            "noShows",
            "currency",
            "waitBetween",
            "staff",
            "resources",
            "services");
    private static final List<String> REQUIRED = List.of("timeZone", "account", "staff", "services");
    private static final List<String> NO_SHOWS = List.of("limit", "within", "confirmWithin");
    private static final int DAY = 24 * 60;

    private final Mistakes mistakes;

    private CatalogFile(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * The catalog of this file.
     *
     * @throws CatalogInvalid naming every mistake with its line
     */
    public static Catalog read(Path file) {
        var mistakes = new Mistakes(file);
        var root = compose(text(file, mistakes), mistakes);
        if (root.isPresent()) {
            var catalog = new CatalogFile(mistakes).catalog(root.get());
            if (mistakes.none()) {
                return catalog;
            }
        }
        throw mistakes.invalid();
    }

    private Catalog catalog(Node root) {
        var file = new Section(root, "the catalog", root.getStartMark(), mistakes).allowing(KEYS);
        var zone =
                file.need("timeZone", "Europe/Berlin").map(e -> zone(file, e)).orElse(ZoneOffset.UTC);
        var account = file.id("account", "salon");
        var staff =
                file.need("staff", "{ anna: { name: Anna } }").map(this::staff).orElse(Map.of());
        var currency = file.find("currency").map(e -> currency(file, e)).orElse(null);
        var resources = file.find("resources")
                .map(new ResourceReader(mistakes)::resources)
                .orElse(Map.of());
        var needs = new NeedsReader(resources.keySet(), mistakes);
        var services = file.need("services", "{ haircut: .. }")
                .map(e -> services(e, account, staff, new TermsReader(currency, mistakes), needs))
                .orElse(Map.of());
        var overlap = file.find("attendeeOverlap")
                .map(e -> file.oneOf(e, AttendeeOverlap.WARN))
                .orElse(AttendeeOverlap.WARN);
        var wait = file.find("waitBetween").map(this::longestWait).orElse(Catalog.USUAL_WAIT);
        var noShows = file.find("noShows").map(this::noShows).orElse(null);
        var oneOpen = file.find("oneOpen").map(file::yes).orElse(false);
        return new Catalog(zone, account, overlap, wait, oneOpen, noShows, staff, resources, services);
    }

    private NoShowRule noShows(Section.Entry entry) {
        var section = new Section(entry.value(), "`noShows`", entry.mark(), mistakes).allowing(NO_SHOWS);
        return new NoShowRule(
                section.number("limit", 1, 100, 2),
                span(section, "within", 10 * 366 * DAY, "365d"),
                span(section, "confirmWithin", 7 * DAY, "24h"));
    }

    private static Span span(Section section, String key, long most, String example) {
        return section.need(key, example)
                .map(e -> section.span(e, most, example))
                .or(() -> Span.parsed(example))
                .orElseThrow();
    }

    private ZoneId zone(Section file, Section.Entry entry) {
        var id = file.text(entry, "Europe/Berlin");
        var zone = TimeZones.find(id);
        if (zone.isEmpty()) {
            mistakes.at(
                    entry.value().getStartMark(),
                    "the catalog has the unknown time zone '%s'; %s".formatted(id, TimeZones.advice(id)));
        }
        return zone.orElse(ZoneOffset.UTC);
    }

    private int longestWait(Section.Entry entry) {
        return new Section(entry.value(), "`waitBetween`", entry.mark(), mistakes)
                .allowing(List.of("max"))
                .number("max", 0, DAY, Catalog.USUAL_WAIT);
    }

    private Currency currency(Section file, Section.Entry entry) {
        var code = file.text(entry, "EUR");
        var found = Currency.getAvailableCurrencies().stream()
                .filter(c -> c.getCurrencyCode().equals(code) && c.getDefaultFractionDigits() >= 0)
                .findFirst();
        if (found.isEmpty()) {
            mistakes.at(
                    entry.value().getStartMark(),
                    "the catalog has the unknown currency '%s'; write its code of three letters, such as EUR"
                            .formatted(code));
        }
        return found.orElse(null);
    }

    private Map<String, StaffMember> staff(Section.Entry entry) {
        var staff = new LinkedHashMap<String, StaffMember>();
        for (var line : new Section(entry.value(), "`staff`", entry.mark(), mistakes).byId()) {
            staff.put(line.key(), staffMember(line));
        }
        return Collections.unmodifiableMap(staff);
    }

    private StaffMember staffMember(Section.Entry line) {
        if (line.isEmpty()) {
            return new StaffMember(line.key(), line.key());
        }
        var member = new Section(line.value(), "staff '" + line.key() + "'", line.mark(), mistakes)
                .allowing(List.of("name", "bookingsPerDay"));
        return new StaffMember(
                line.key(),
                member.find("name").map(e -> member.text(e, line.key())).orElse(line.key()),
                member.limit("bookingsPerDay"));
    }

    private Map<String, Service> services(
            Section.Entry entry, String account, Map<String, StaffMember> staff, TermsReader terms, NeedsReader needs) {
        var reader = new ServiceReader(account, staff.keySet(), terms, needs, mistakes);
        var services = new LinkedHashMap<String, Service>();
        for (var line : new Section(entry.value(), "`services`", entry.mark(), mistakes).byId()) {
            services.put(line.key(), reader.service(line));
        }
        reader.check(services);
        return Collections.unmodifiableMap(services);
    }

    private static String text(Path file, Mistakes mistakes) {
        try {
            if (Files.size(file) > BoundedYaml.MOST_BYTES) {
                mistakes.at(1, "the file is larger than %d bytes; shorten it".formatted(BoundedYaml.MOST_BYTES));
                throw mistakes.invalid();
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            mistakes.at(1, "the file does not exist; write it, config/catalog.yaml of the project is a start");
        } catch (CharacterCodingException e) {
            mistakes.at(1, "the file is not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            mistakes.at(1, "the file cannot be read; make it a file this process may read");
        }
        throw mistakes.invalid();
    }

    private static Optional<Node> compose(String text, Mistakes mistakes) {
        try {
            var root = BoundedYaml.compose(text);
            if (root.isEmpty()) {
                mistakes.at(1, "the file is empty; write " + String.join(", ", REQUIRED));
            }
            return root;
        } catch (BoundedYaml.Unusable e) {
            mistakes.at(e.line(), e.getMessage());
            return Optional.empty();
        }
    }
}
