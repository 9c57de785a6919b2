package dev.interlude.absences.jdbc;

import static dev.interlude.platform.Instants.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.absences.Absence;
import dev.interlude.absences.AbsenceSettings;
import dev.interlude.absences.AbsenceView;
import dev.interlude.absences.ConcernedBookings;
import dev.interlude.booking.holds.jdbc.HoldLedger;
import dev.interlude.booking.jdbc.HistoryNotes;
import dev.interlude.platform.Announcements;
import dev.interlude.platform.Caller;
import dev.interlude.platform.jdbc.NamedLocks;
import java.sql.Types;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Records absences and takes them back, each in one commit with its event and the history of the bookings it concerns. */
public class AbsenceLedger {

    private final JdbcClient jdbc;
    private final NamedLocks locks;
    private final AbsenceReader reader;
    private final ConcernedBookings concerned;
    private final HoldLedger holds;
    private final HistoryNotes notes;
    private final AbsenceView view;
    private final Announcements announcements;
    private final Clock clock;
    private final AbsenceSettings settings;

    public AbsenceLedger(
            JdbcClient jdbc,
            AbsenceReader reader,
            ConcernedBookings concerned,
            HoldLedger holds,
            HistoryNotes notes,
            AbsenceView view,
            Announcements announcements,
            Clock clock,
            AbsenceSettings settings) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.locks = new NamedLocks(jdbc);
        this.reader = reader;
        this.concerned = concerned;
        this.holds = holds;
        this.notes = notes;
        this.view = view;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** From its commit on, nothing new is booked at its time. Offers that are held there are lost. Does nothing where the same request has stored it before. */
    @Transactional
    public void create(Absence absence) {
        // Alone: whoever is just taking times has committed, and is found below.
        locks.take("absences");
        if (insert(absence) == 0) {
            return;
        }
        if (absence.isOfStaff()) {
            holds.lose(absence.staff(), absence.from(), absence.to(), absence.createdBy());
        } else {
            holds.lose(absence.resource(), absence.unit(), absence.from(), absence.to(), absence.createdBy());
        }
        note(absence, absence.isOfStaff() ? "staff away" : "resource closed", absence.createdBy());
        announcements.announce("absence.created", absence.id().toString(), view.announced(absence));
    }

    /** Its time can be booked again. What was moved or cancelled because of it stays so. Again changes nothing. */
    @Transactional
    public Map<String, Object> end(String id, Caller caller) {
        var absence = reader.existing(id);
        var ended = jdbc.sql("update absence set ended_at = :now, ended_by = :by where id = :id and ended_at is null")
                .param("id", absence.id())
                .param("by", caller.name())
                .param("now", sql(clock.instant()))
                .update();
        var now = reader.existing(id);
        if (ended == 1) {
            note(
                    absence,
                    absence.isOfStaff() ? "staff not away after all" : "resource not closed after all",
                    caller.name());
            announcements.announce("absence.ended", absence.id().toString(), view.announced(now));
        }
        return view.of(now);
    }

    /** The booking stays although its person is away: it needs no one's attention any more. */
    @Transactional
    public void keep(JsonNode request, UUID booking, Caller caller) {
        var kept = jdbc.sql(
                        """
                insert into absence_kept (absence, booking) select id, :booking from absence where id = :absence
                on conflict do nothing
                """)
                .param("absence", UUID.fromString(request.path("absence").asText()))
                .param("booking", booking)
                .update();
        if (kept == 1) {
            notes.note(
                    booking,
                    "kept in spite of an absence",
                    caller.name(),
                    "absence " + request.path("absence").asText());
        }
    }

    /** @return how many that are over, or were taken back, were older than they are kept */
    public int purge() {
        return jdbc.sql("delete from absence where to_at < :before")
                .param("before", sql(clock.instant().minus(settings.keep())))
                .update();
    }

    private int insert(Absence absence) {
        return jdbc.sql(
                        """
                insert into absence (id, staff, resource, unit, from_at, to_at, time_zone, reason, created_by, created_at)
                values (:id, :staff, :resource, :unit, :from, :to, :zone, :reason, :by, :at) on conflict (id) do nothing
                """)
                .param("id", absence.id())
                .param("staff", absence.staff())
                .param("resource", absence.resource())
                .param("unit", absence.unit(), Types.SMALLINT)
                .param("from", sql(absence.from()))
                .param("to", sql(absence.to()))
                .param("zone", absence.timeZone().getId())
                .param("reason", absence.reason())
                .param("by", absence.createdBy())
                .param("at", sql(absence.createdAt()))
                .update();
    }

    private void note(Absence absence, String what, String by) {
        concerned
                .ids(absence)
                .forEach(booking -> notes.note(booking, what, by, absence.subject() + ", absence " + absence.id()));
    }
}
