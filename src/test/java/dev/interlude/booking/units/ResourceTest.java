package dev.interlude.booking.units;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.support.Day;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import java.util.List;
import java.util.UUID;

/** What tests of resources share: highlights need one of two hoods in their pause, and the only basin for the wash. */
abstract class ResourceTest extends SalonTest {

    /** The wash of highlights, whoever does it. */
    protected static final long DORAS_WASH = 514;

    protected static final long CLEOS_WASH = 513;

    /** Spelled out: foils, then the wash and the drying by another. */
    protected ObjectNode highlights(String foils, String by, String wash, String washBy) {
        return highlights(day, foils, by, wash, washBy);
    }

    protected static ObjectNode highlights(Day on, String foils, String by, String wash, String washBy) {
        var body = RequestBodies.booking("highlights", on.at(foils));
        var dry = wash.substring(0, 3) + "%02d".formatted(Integer.parseInt(wash.substring(3)) + 15);
        body.putArray("segments")
                .add(segment("foils", by, on.at(foils)))
                .add(segment("wash", washBy, on.at(wash)))
                .add(segment("dry", washBy, on.at(dry)));
        return body;
    }

    /** Such as {@code hood 1 09:45-10:15}, the earliest first. */
    protected List<String> units(String booking) {
        return jdbc.sql(
                        """
                select concat(kind, ' ', unit, ' ', to_char(lower(during) at time zone 'Europe/Berlin', 'HH24:MI'),
                              '-', to_char(upper(during) at time zone 'Europe/Berlin', 'HH24:MI'))
                from held_unit where booking = :booking order by lower(during), kind
                """)
                .param("booking", UUID.fromString(booking))
                .query(String.class)
                .list();
    }

    /** The same as a booking's answer shows them. */
    protected static List<String> shown(Reply booking) {
        return booking.json()
                .path("resources")
                .valueStream()
                .map(r -> "%s %d %s-%s"
                        .formatted(
                                r.path("kind").asText(),
                                r.path("unit").asInt(),
                                clock(r.path("start").asText()),
                                clock(r.path("end").asText())))
                .toList();
    }

    private static String clock(String time) {
        return time.substring(11, 16);
    }

    protected static void requireNone(Reply reply, String detail) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("SLOT_UNAVAILABLE");
        assertThat(reply.at("/detail")).contains(detail);
    }
}
