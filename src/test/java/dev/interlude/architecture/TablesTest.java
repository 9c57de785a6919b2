package dev.interlude.architecture;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each table belongs to one room")
class TablesTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path JAVA = Path.of("src/main/java/dev/interlude");

    private static final Pattern MIGRATION = Pattern.compile("V\\d+__(\\w+)\\.sql");
    private static final Pattern CREATED = Pattern.compile("(?i)create (?:unlogged )?table (\\w+)");
    private static final Pattern TEXT = Pattern.compile("(?s)\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//.*$");

    /** A table, perhaps with an alias. */
    private static final String TABLE =
            "(?:only\\s+)?\\w+(?:\\s+(?:as\\s+)?(?!(?:as|join|left|right|full|inner|cross|natural|using|on|where|set)\\b)\\w+)?";

    private static final Pattern USED = Pattern.compile(
            "(?i)\\b(?:from|join|into|update|using|table)\\s+(" + TABLE + "(?:\\s*,\\s*" + TABLE + ")*)");

    private static final Pattern WRITTEN = Pattern.compile("(?i)\\b(?:insert\\s+into|update|delete\\s+from)\\s+(\\w+)");

    /** @param user a room, or one class of it */
    private record Allowed(String user, String way, Set<String> tables, String why) {}

    private static final String READS = "reads";
    private static final String WRITES = "writes";

    private static final List<Allowed> EXCEPTIONS = List.of(
            new Allowed(
                    "observed",
                    WRITES,
                    Set.of("booking", "segment", "hold", "held_unit", "offer_hold", "former_uid", "booking_history"),
                    "applies what Cal.com shows to our rows, under the lock of their booking and in its transaction"),
            new Allowed("observed", READS, Set.of("booking", "segment", "former_uid", "segment_move"), "as above"),
            new Allowed(
                    "series",
                    WRITES,
                    Set.of("segment", "booking_history"),
                    "a series is adopted as a whole: all its bookings in one statement, in the commit that ends their saga"),
            new Allowed(
                    "series",
                    READS,
                    Set.of("booking", "segment"),
                    "locks or lists the bookings of a series in one statement"),
            new Allowed(
                    "sync",
                    READS,
                    Set.of("booking", "segment", "former_uid"),
                    "compares thousands of rows with stored differences: the database joins them"),
            new Allowed(
                    "outbox.Outbox",
                    READS,
                    Set.of("booking", "segment"),
                    "copies a booking's rows into its event with the one statement of the change that it tells of"),
            new Allowed("pauses.BookedPauses", READS, Set.of("segment"), "a pause is two segments, joined"),
            new Allowed(
                    "ops.BookingTally",
                    READS,
                    Set.of("booking"),
                    "adds the edges of a range to its own sums, in one statement"),
            new Allowed(
                    "platform.Nodes",
                    READS,
                    Set.of("qrtz_scheduler_state"),
                    "Quartz's heartbeats; its tables belong to no room"),
            new Allowed(
                    "webhook.DeadDeliveries",
                    READS,
                    Set.of("segment"),
                    "names each delivery's booking without a query for each"));

    private record Use(String user, String way, String table) {

        boolean is(Allowed exception) {
            return (user.equals(exception.user()) || user.startsWith(exception.user() + "."))
                    && way.equals(exception.way())
                    && exception.tables().contains(table);
        }
    }

    @Test
    @DisplayName("whose migration makes it; other rooms ask that room, save for the exceptions named here")
    void belong() {
        var owners = owners();
        assertThat(owners).containsEntry("hold", "booking").containsEntry("saga", "saga");

        var foreign = uses(owners);

        assertThat(foreign.stream().filter(use -> EXCEPTIONS.stream().noneMatch(use::is)))
                .as("uses of another room's table")
                .isEmpty();
        assertThat(EXCEPTIONS.stream().flatMap(exception -> exception.tables().stream()
                        .filter(table ->
                                foreign.stream().noneMatch(use -> use.table().equals(table) && use.is(exception)))
                        .map(table -> exception.user() + " " + exception.way() + " " + table)))
                .as("exceptions that are not needed")
                .isEmpty();
    }

    @Test
    @DisplayName("and SQL is found wherever it names a table")
    void found() {
        var owners = Map.of("booking", "booking", "segment", "booking", "hold", "booking");

        assertThat(tables("select 1 from booking b, segment s where b.id = s.booking", owners))
                .containsExactly("booking", "segment");
        assertThat(tables("insert into hold (segment, booking) select id, booking from told", owners))
                .containsExactly("hold");
        assertThat(tables("UPDATE segment\n set booking = 1", owners)).containsExactly("segment");
        assertThat(tables("delete from told using booking as b", owners)).containsExactly("booking");
        assertThat(written("select 1 from booking for update of b")).doesNotContain("booking");
        assertThat(written("with told as (update booking set id = 1)")).containsExactly("booking");
    }

    private static Map<String, String> owners() {
        return files(MIGRATIONS, ".sql").stream()
                .flatMap(file -> {
                    var room = MIGRATION.matcher(file.getFileName().toString());
                    assertThat(room.matches())
                            .as("%s is V<n>__<room>.sql", file)
                            .isTrue();
                    return CREATED.matcher(text(file))
                            .results()
                            .map(created -> Map.entry(created.group(1).toLowerCase(Locale.ROOT), room.group(1)));
                })
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<Use> uses(Map<String, String> owners) {
        var uses = new LinkedHashSet<Use>();
        for (var file : files(JAVA, ".java")) {
            var path = JAVA.relativize(file);
            var user = path.getName(0) + "." + path.getFileName().toString().replace(".java", "");
            note(user, literals(text(file)), owners, uses);
        }
        for (var file : files(Path.of("routes"), ".yaml")) {
            note(file.getName(1) + "." + file.getFileName(), List.of(text(file)), owners, uses);
        }
        return uses;
    }

    private static void note(String user, List<String> texts, Map<String, String> owners, Set<Use> uses) {
        var room = user.substring(0, user.indexOf('.'));
        for (var text : texts) {
            var written = written(text);
            for (var table : tables(text, owners)) {
                if (!owners.get(table).equals(room)) {
                    uses.add(new Use(user, written.contains(table) ? WRITES : READS, table));
                }
            }
        }
    }

    private static Set<String> written(String text) {
        return WRITTEN.matcher(text)
                .results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .collect(toSet());
    }

    private static List<String> literals(String java) {
        return TEXT.matcher(COMMENT.matcher(java).replaceAll(""))
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }

    private static Set<String> tables(String text, Map<String, String> owners) {
        return USED.matcher(text)
                .results()
                .flatMap(TablesTest::named)
                .filter(owners::containsKey)
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> named(MatchResult used) {
        return Stream.of(used.group(1).split(",")).map(one -> one.strip()
                .replaceFirst("(?i)^only\\s+", "")
                .split("\\s+")[0]
                .toLowerCase(Locale.ROOT));
    }

    private static List<Path> files(Path folder, String suffix) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
