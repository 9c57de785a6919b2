package dev.interlude.waitlist.jdbc;

import dev.interlude.booking.attendees.LocalAttendee;
import dev.interlude.booking.holds.OfferHold;
import dev.interlude.booking.holds.jdbc.HoldLedger;
import dev.interlude.platform.Announcements;
import dev.interlude.platform.Caller;
import dev.interlude.platform.personal.Person;
import dev.interlude.platform.personal.PersonEraser;
import dev.interlude.platform.problems.Refused;
import dev.interlude.waitlist.Entry;
import dev.interlude.waitlist.Entry.Status;
import dev.interlude.waitlist.EntryRequest;
import dev.interlude.waitlist.EntryView;
import dev.interlude.waitlist.WaitlistMeters;
import dev.interlude.waitlist.WaitlistRefusals;
import dev.interlude.waitlist.WaitlistSettings;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Adds and ends entries of the waiting list, each in one commit with its history and its event. */
public class EntryLedger implements PersonEraser {

    private static final int AT_ONCE = 100;
    private static final int PURGED_AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final EntryReader reader;
    private final EntryRows rows;
    private final EntryLimits limits;
    private final OfferedRows offered;
    private final HoldLedger holds;
    private final EntryView view;
    private final Announcements announcements;
    private final WaitlistSettings settings;

    public EntryLedger(
            JdbcClient jdbc,
            EntryReader reader,
            HoldLedger holds,
            EntryView view,
            Announcements announcements,
            WaitlistMeters meters,
            WaitlistSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.rows = new EntryRows(jdbc, clock);
        this.limits = new EntryLimits(jdbc, settings);
        this.offered = new OfferedRows(jdbc, rows, reader, view, announcements, meters, settings);
        this.holds = holds;
        this.view = view;
        this.announcements = announcements;
        this.settings = settings;
    }

    /**
     * @return the entry; the one that was there if the same request has made it before
     * @throws Refused TOO_MANY_ENTRIES when its key or its customer has as many as they may
     */
    @Transactional
    public Entry add(EntryRequest request) {
        limits.requireRoom(request);
        if (rows.insert(request)) {
            rows.note(request.id(), "added", request.caller(), "");
            announce("waitlist.added", request.id());
            limits.awaitFreeing();
        }
        return reader.find(request.id()).orElseThrow();
    }

    /**
     * Takes it off the list, with what is offered to it; one that has ended stays as it is.
     *
     * @throws Refused OFFER_TAKEN while its offer is being booked
     */
    @Transactional
    public Entry remove(String id, Caller caller) {
        var entry = reader.existing(id, caller);
        withdraw(entry, caller.name());
        if (rows.end(entry.id(), Status.REMOVED, null)) {
            rows.note(entry.id(), "removed", caller.name(), "");
            announce("waitlist.removed", entry.id());
        }
        return reader.find(entry.id()).orElseThrow();
    }

    /** Entries whose time is over; one with an offer first waits for the end of that. */
    public List<UUID> due() {
        return jdbc.sql(
                        """
                select id from waitlist_entry where status = 'WAITING' and stands_until <= clock_timestamp()
                order by stands_until limit :most
                """)
                .param("most", AT_ONCE)
                .query(UUID.class)
                .list();
    }

    /** Ends one of those; does nothing where another node does. */
    @Transactional
    public void expire(UUID id) {
        var due = jdbc.sql(
                        """
                select id from waitlist_entry
                where id = :id and status = 'WAITING' and stands_until <= clock_timestamp() for update skip locked
                """)
                .param("id", id)
                .query(UUID.class)
                .optional();
        if (due.isPresent() && rows.end(id, Status.EXPIRED, null)) {
            rows.note(id, "expired", "interlude", "");
            announce("waitlist.expired", id);
        }
    }

    @Override
    public Kept kept() {
        return Kept.WAITLIST;
    }

    /** Removes all entries of a person, and what is offered to them. Events about them name no one. */
    @Override
    @Transactional
    public int erase(Person person) {
        var theirs = jdbc.sql("select id from waitlist_entry where customer = any(:customers) order by id")
                .param(
                        "customers",
                        person.addresses().stream().map(LocalAttendee::digest).toArray(String[]::new))
                .query(UUID.class)
                .list();
        for (var entry : reader.inOrder(theirs)) {
            withdraw(entry, "erasure");
            jdbc.sql("delete from waitlist_entry where id = :id")
                    .param("id", entry.id())
                    .update();
            if (entry.isOpen()) {
                announcements.announce(
                        "waitlist.removed", entry.id().toString(), view.announced(entry.ended(Status.REMOVED)));
            }
        }
        return theirs.size();
    }

    /** @return how many that had ended were older than they are kept; offers that no entry had go with them */
    @Transactional
    public int purge() {
        jdbc.sql(
                        """
                delete from waitlist_offer where id in (
                    select id from waitlist_offer o
                    where made_at < clock_timestamp() - make_interval(secs => :keep)
                      and not exists (select from waitlist_offered where offer = o.id)
                    order by made_at limit :most)
                """)
                .param("keep", settings.keep().toSeconds())
                .param("most", PURGED_AT_ONCE)
                .update();
        return jdbc.sql(
                        """
                delete from waitlist_entry where id in (
                    select id from waitlist_entry
                    where ended_at < clock_timestamp() - make_interval(secs => :keep) order by ended_at limit :most)
                """)
                .param("keep", settings.keep().toSeconds())
                .param("most", PURGED_AT_ONCE)
                .update();
    }

    private void withdraw(Entry entry, String by) {
        if (entry.offer() == null) {
            return;
        }
        if (holds.lock(entry.offer()) == OfferHold.Status.USED) {
            throw WaitlistRefusals.underWay();
        }
        if (offered.end(entry.offer(), entry.id(), "WITHDRAWN", by)
                && offered.open(entry.offer()).isEmpty()) {
            holds.releaseOwn(entry.offer(), by);
        }
    }

    private void announce(String type, UUID id) {
        var entry = reader.find(id).orElseThrow();
        announcements.announce(type, id.toString(), view.announced(entry));
    }
}
