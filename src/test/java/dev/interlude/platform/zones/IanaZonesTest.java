package dev.interlude.platform.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The rules of time zones")
class IanaZonesTest {

    private final ZoneData bundled = ZoneData.bundled();

    @ParameterizedTest(name = "{0} on {1} is {2}")
    @DisplayName("are of 2026 at least, also those that changed lately, under all their names:")
    @CsvSource({
        "America/Vancouver, 2027-01-18T09:00:00Z, -07:00",
        "America/Vancouver, 2027-07-05T09:00:00Z, -07:00",
        "America/Vancouver, 2026-01-18T09:00:00Z, -08:00",
        "Canada/Pacific, 2027-12-06T09:00:00Z, -07:00",
        "America/Asuncion, 2027-07-05T09:00:00Z, -03:00",
        "Asia/Almaty, 2027-07-05T09:00:00Z, +05:00",
        "America/Mexico_City, 2027-07-05T09:00:00Z, -06:00",
        "Asia/Amman, 2027-01-18T09:00:00Z, +03:00",
        "America/Coyhaique, 2027-07-05T09:00:00Z, -03:00",
        "Europe/Berlin, 2027-03-28T00:59:59Z, +01:00",
        "Europe/Berlin, 2027-03-28T01:00:00Z, +02:00",
        "Europe/Dublin, 2027-07-05T09:00:00Z, +01:00",
        "America/Nuuk, 2027-07-05T09:00:00Z, -01:00",
        "Australia/Lord_Howe, 2027-01-05T09:00:00Z, +11:00",
        "EST, 2027-07-05T09:00:00Z, -05:00",
        "MST, 2027-07-05T09:00:00Z, -07:00",
        "HST, 2027-07-05T09:00:00Z, -10:00"
    })
    void current(String id, Instant at, String offset) {
        assertThat(ZoneRulesProvider.getRules(id, false).getOffset(at).getId())
                .as("as the running Java says")
                .isEqualTo(offset);
        assertThat(bundled.rules(id).orElseThrow().getOffset(at).getId()).isEqualTo(offset);
    }

    @Test
    @DisplayName(
            "are read as Java reads its own: equal releases give equal offsets, in every zone, each hour of change")
    void asJava() {
        var java = ZoneData.ofJava().orElseThrow();
        var differing = new TreeSet<String>();
        var compared = new ArrayList<String>();
        for (var id : java.ids()) {
            bundled.rules(id).ifPresent(ours -> {
                compared.add(id);
                if (!agree(ours, java.rules(id).orElseThrow())) {
                    differing.add(id);
                }
            });
        }

        assertThat(compared).hasSizeGreaterThan(500);
        // Those whose rules other releases of the database have changed; a mistake in reading would show in hundreds.
        assertThat(differing).hasSizeLessThan(40);
    }

    private static boolean agree(ZoneRules ours, ZoneRules java) {
        var begin = Instant.parse("1990-01-01T00:00:00Z");
        var end = Instant.parse("2040-01-01T00:00:00Z");
        for (var at = java.nextTransition(begin); at != null && at.getInstant().isBefore(end); ) {
            var instant = at.getInstant();
            if (!ours.getOffset(instant).equals(java.getOffset(instant))
                    || !ours.getOffset(instant.minusSeconds(1)).equals(java.getOffset(instant.minusSeconds(1)))) {
                return false;
            }
            at = java.nextTransition(instant);
        }
        return ours.getOffset(end).equals(java.getOffset(end))
                && ours.getOffset(begin).equals(java.getOffset(begin));
    }

    @Test
    @DisplayName("know the hour that does not exist, and the one that exists twice")
    void local() {
        var berlin = bundled.rules("Europe/Berlin").orElseThrow();

        assertThat(berlin.getValidOffsets(LocalDateTime.parse("2031-03-30T02:30")))
                .isEmpty();
        assertThat(berlin.getValidOffsets(LocalDateTime.parse("2031-10-26T02:30")))
                .hasSize(2);
        assertThat(berlin.isDaylightSavings(Instant.parse("2031-07-01T00:00:00Z")))
                .isTrue();
        assertThat(berlin.isDaylightSavings(Instant.parse("2031-01-01T00:00:00Z")))
                .isFalse();
    }

    @Test
    @DisplayName("are those of a folder when they are newer, with the names that it lacks; else those shipped")
    void folder(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("America"));
        Files.writeString(folder.resolve("tzdata.zi"), "# version 2031a\nZ America/Vancouver -8 - X\n");
        Files.write(folder.resolve("America/Vancouver"), fixed(-6));

        var newer = IanaZones.newest(folder.toString());
        assertThat(newer.version()).isEqualTo("2031a");
        for (var id : new String[] {"America/Vancouver", "Canada/Pacific"}) {
            assertThat(newer.rules(id).orElseThrow().getOffset(Instant.EPOCH).getId())
                    .as(id)
                    .isEqualTo("-06:00");
        }
        assertThat(newer.ids()).containsAll(bundled.ids());

        Files.writeString(folder.resolve("tzdata.zi"), "# version 2019c\nZ America/Vancouver -8 - X\n");
        assertThat(IanaZones.newest(folder.toString()).version()).isGreaterThanOrEqualTo(bundled.version());
        assertThat(IanaZones.newest("/nowhere").version()).isGreaterThanOrEqualTo(bundled.version());
    }

    @Test
    @DisplayName("are installed for all of Java, and tell their release")
    void installed() {
        assertThat(ZoneRulesProvider.getVersions("Europe/Berlin").lastKey()).isGreaterThanOrEqualTo("2026b");
        assertThat(ZoneId.getAvailableZoneIds())
                .contains("EST", "America/Coyhaique")
                .hasSizeGreaterThan(590);
        assertThat(Map.of("zone", ZoneId.of("HST"))).containsValue(ZoneId.of("HST"));
    }

    /** A compiled zone with one offset. */
    private static byte[] fixed(int hours) {
        var file = java.nio.ByteBuffer.allocate(200);
        for (int half = 0; half < 2; half++) {
            file.put("TZif2".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                    .put(new byte[15]);
            file.putInt(0).putInt(0).putInt(0).putInt(0).putInt(1).putInt(4);
            file.putInt(hours * 3600)
                    .put((byte) 0)
                    .put((byte) 0)
                    .put("XXX\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        file.put("\nXXX6\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return java.util.Arrays.copyOf(file.array(), file.position());
    }
}
