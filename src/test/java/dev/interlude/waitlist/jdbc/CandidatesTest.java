package dev.interlude.waitlist.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.support.Day;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import dev.interlude.waitlist.Entry;
import dev.interlude.waitlist.FreedTime.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Who may want a freed time")
class CandidatesTest extends SalonTest {

    @Autowired
    private EntryReader reader;

    // Not the day after: entries are found by days of UTC, and its midnight is still on this one.
    private final Day other = Day.ofFreshWeek();

    @AfterEach
    void forget() {
        jdbc.sql("delete from waitlist_entry where (from_at at time zone 'Europe/Berlin')::date in (:day, :other)")
                .param("day", day.date())
                .param("other", other.date())
                .update();
    }

    private String added(String service, Day on) {
        ObjectNode body = RequestBodies.booking(service, on.at("09:00"));
        body.remove("start");
        var reply = caller.post(
                "/api/v1/waitlist",
                body.put("from", on.toString()).put("to", on.next().toString()));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.id();
    }

    @Test
    @DisplayName(
            "are those who wait for one of its services on one of its days, page by page, the longest waiting first; no others")
    void pages() {
        var wanted = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            added("perm", day);
            added("haircut", other);
            wanted.add(added(i % 2 == 0 ? "haircut" : "blow-dry", day));
        }
        var candidates = new Candidates(jdbc, reader);
        var found = new ArrayList<String>();
        var pages = new ArrayList<Integer>();
        var place = Place.FIRST;
        for (List<Entry> page = null; page == null || page.size() == 2; ) {
            page = candidates.after(
                    place, List.of("haircut", "blow-dry"), day.instant("09:00"), day.instant("12:00"), 2);
            page.forEach(entry -> found.add(entry.id().toString()));
            pages.add(page.size());
            place = page.isEmpty() ? place : Place.of(page.get(page.size() - 1));
        }

        assertThat(found).isEqualTo(wanted);
        assertThat(pages).containsExactly(2, 2, 1);
    }
}
