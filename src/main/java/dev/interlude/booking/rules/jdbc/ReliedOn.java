package dev.interlude.booking.rules.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingListener;
import dev.interlude.booking.FlagListener;
import dev.interlude.booking.jdbc.HistoryNotes;
import dev.interlude.catalog.AppointmentRules.Requirement;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Instants;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Passes each change on, and flags the appointments to come that needed the one that has changed, where that is not early enough any
 * more, or gone. Nothing is undone: a person decides.
 */
public class ReliedOn implements BookingListener {

    private static final Set<BookingEvent> CHANGES = EnumSet.of(
            BookingEvent.PENDING,
            BookingEvent.RESCHEDULED,
            BookingEvent.CHANGED,
            BookingEvent.CANCELLED,
            BookingEvent.REJECTED,
            BookingEvent.NO_SHOW);

    private static final String RELYING =
            """
            select later.id, coalesce(part.service, later.service) service, coalesce(part.start_at, later.start_at) start_at,
                   later.attendee_email
            from booking its join booking later on lower(later.attendee_email) = lower(its.attendee_email)
            left join lateral services_of_visit(later.id) part on later.service ~ '[._]'
            where its.id = :booking and (its.service = any(:required) or its.service ~ '[._]') and later.id <> its.id
              and coalesce(part.service, later.service) = any(:requiring) and later.start_at > :now and later.erased_at is null
              and later.status in ('BOOKING', 'PENDING', 'BOOKED', 'RESCHEDULING')
              and not exists (select from booking_history where booking = later.id and what = 'limits overridden')
            order by later.start_at, later.id
            """;

    private final BookingListener listener;
    private final JdbcClient jdbc;
    private final CustomerAppointments appointments;
    private final FlagListener flags;
    private final HistoryNotes history;
    private final Catalog catalog;
    private final Clock clock;

    private record Relying(UUID id, Service service, Instant start, String email) {}

    /** @param listener gets every change first */
    public ReliedOn(
            BookingListener listener,
            JdbcClient jdbc,
            CustomerAppointments appointments,
            FlagListener flags,
            HistoryNotes history,
            Catalog catalog,
            Clock clock) {
        this.listener = listener;
        this.jdbc = jdbc;
        this.appointments = appointments;
        this.flags = flags;
        this.history = history;
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public void tell(UUID booking, BookingEvent event) {
        listener.tell(booking, event);
        if (CHANGES.contains(event)) {
            flagRelying(booking);
        }
    }

    @Override
    public void changed(UUID booking, List<Map<String, Object>> changes) {
        listener.changed(booking, changes);
        flagRelying(booking);
    }

    private void flagRelying(UUID booking) {
        var requiring = catalog.services().values().stream()
                .filter(service -> service.rules().required().isPresent())
                .toList();
        if (!requiring.isEmpty()) {
            relying(booking, requiring).stream()
                    .filter(it -> appointments.lacksRequired(it.service(), it.start(), it.email(), it.id()))
                    .forEach(this::flag);
        }
    }

    private List<Relying> relying(UUID booking, List<Service> requiring) {
        return jdbc.sql(RELYING)
                .param("booking", booking)
                .param("now", sql(clock.instant()))
                .param("requiring", requiring.stream().map(Service::id).toArray(String[]::new))
                .param(
                        "required",
                        requiring.stream()
                                .map(service ->
                                        service.rules().required().orElseThrow().service())
                                .toArray(String[]::new))
                .query((row, n) -> new Relying(
                        row.getObject("id", UUID.class),
                        catalog.services().get(row.getString("service")),
                        Instants.read(row, "start_at"),
                        row.getString("attendee_email")))
                .list();
    }

    private void flag(Relying it) {
        var why = why(it.service().rules().required().orElseThrow());
        history.note(it.id(), "flagged", "interlude", why);
        flags.raise(it.id(), why);
    }

    private String why(Requirement requirement) {
        return "the appointment for %s that it needs, at least %s before, was cancelled or moved"
                .formatted(catalog.services().get(requirement.service()).name(), requirement.atLeast());
    }
}
