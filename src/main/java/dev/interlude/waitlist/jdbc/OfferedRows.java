package dev.interlude.waitlist.jdbc;

import dev.interlude.availability.search.Offer;
import dev.interlude.platform.Announcements;
import dev.interlude.platform.work.AfterCommit;
import dev.interlude.waitlist.Entry;
import dev.interlude.waitlist.Entry.Status;
import dev.interlude.waitlist.EntryView;
import dev.interlude.waitlist.NoLongerWaiting;
import dev.interlude.waitlist.OfferMode;
import dev.interlude.waitlist.OfferedTimes;
import dev.interlude.waitlist.WaitlistMeters;
import dev.interlude.waitlist.WaitlistSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes to which entries a time is offered, and how that ends. Every call runs in the caller's transaction. */
final class OfferedRows {

    private final JdbcClient jdbc;
    private final EntryRows entries;
    private final EntryReader reader;
    private final EntryView view;
    private final Announcements announcements;
    private final WaitlistMeters meters;
    private final WaitlistSettings settings;

    /** @param requests that have tried to accept it */
    record Offered(UUID entry, List<UUID> requests) {}

    OfferedRows(
            JdbcClient jdbc,
            EntryRows entries,
            EntryReader reader,
            EntryView view,
            Announcements announcements,
            WaitlistMeters meters,
            WaitlistSettings settings) {
        this.jdbc = jdbc;
        this.entries = entries;
        this.reader = reader;
        this.view = view;
        this.announcements = announcements;
        this.meters = meters;
        this.settings = settings;
    }

    /** What was offered to each of these before. */
    Map<UUID, List<OfferedTimes>> before(List<Entry> entries) {
        var found = new HashMap<UUID, List<OfferedTimes>>();
        jdbc.sql("select entry, times from waitlist_offered where entry = any(:entries)")
                .param("entries", entries.stream().map(Entry::id).toArray(UUID[]::new))
                .query(row -> {
                    found.computeIfAbsent(row.getObject("entry", UUID.class), e -> new ArrayList<>())
                            .add(OfferedTimes.of(row.getString("times")));
                });
        return found;
    }

    /**
     * Offers a time to entries that all wait.
     *
     * @param hold keeps its times, and is the offer's id
     * @throws NoLongerWaiting when one of them does not wait any more: nothing may be kept of it
     */
    void offer(UUID hold, Offer offer, OfferMode mode, List<Entry> to) {
        var times = OfferedTimes.of(offer).toString();
        jdbc.sql("insert into waitlist_offer (id, mode, times, made_at) values (:id, :mode, :times, clock_timestamp())")
                .param("id", hold)
                .param("mode", mode.name())
                .param("times", times)
                .update();
        for (var entry : to) {
            if (!entries.offered(entry.id())) {
                throw new NoLongerWaiting();
            }
            jdbc.sql("insert into waitlist_offered (offer, entry, times) values (:offer, :entry, :times)")
                    .param("offer", hold)
                    .param("entry", entry.id())
                    .param("times", times)
                    .update();
            entries.note(entry.id(), "offered", "interlude", times);
            announce("waitlist.offered", entry.id(), null);
            AfterCommit.run(() -> meters.offer("made"));
        }
    }

    /** The entries that have not answered an offer, locked in one order. */
    List<Offered> open(UUID offer) {
        return jdbc.sql(
                        """
                select entry, requests from waitlist_offered where offer = :offer and status = 'OPEN'
                order by entry for update
                """)
                .param("offer", offer)
                .query((row, n) -> new Offered(row.getObject("entry", UUID.class), List.of((UUID[])
                        row.getArray("requests").getArray())))
                .list();
    }

    /**
     * An entry's offer ends without a booking: it waits again.
     *
     * @param how DECLINED, UNANSWERED, TAKEN, REFUSED or WITHDRAWN
     * @return false when it had ended before
     */
    boolean end(UUID offer, UUID entry, String how, String by) {
        if (!close(offer, entry, how)) {
            return false;
        }
        var outcome = how.toLowerCase(Locale.ROOT);
        var details = new ArrayList<String>();
        if (!how.equals("UNANSWERED")) {
            entries.waits(entry);
        } else if (entries.waitsUnanswered(entry, settings.unanswered())) {
            details.add("to the end of the list");
        }
        entries.note(entry, "offer " + outcome, by, String.join(", ", details));
        announce("waitlist.offer_ended", entry, outcome);
        AfterCommit.run(() -> meters.offer(outcome));
        return true;
    }

    /** Whether the last offer to an entry went to another. */
    boolean wasTaken(UUID entry) {
        return jdbc.sql(
                        """
                select coalesce((select status = 'TAKEN' from waitlist_offered where entry = :entry
                                 order by ended_at desc limit 1), false)
                """)
                .param("entry", entry)
                .query(Boolean.class)
                .single();
    }

    /** An entry has its booking. */
    void accepted(UUID offer, UUID entry, UUID booking) {
        if (close(offer, entry, "ACCEPTED") && entries.end(entry, Status.ACCEPTED, booking)) {
            entries.note(entry, "accepted", "interlude", "booking " + booking);
            announce("waitlist.accepted", entry, null);
            AfterCommit.run(() -> meters.offer("accepted"));
        }
    }

    private boolean close(UUID offer, UUID entry, String how) {
        return jdbc.sql(
                                """
                        update waitlist_offered set status = :how, ended_at = clock_timestamp()
                        where offer = :offer and entry = :entry and status = 'OPEN'
                        """)
                        .param("how", how)
                        .param("offer", offer)
                        .param("entry", entry)
                        .update()
                == 1;
    }

    private void announce(String type, UUID id, String outcome) {
        var data = view.announced(reader.find(id).orElseThrow());
        if (outcome != null) {
            data.put("outcome", outcome);
        }
        announcements.announce(type, id.toString(), data);
    }
}
