package dev.interlude.booking.holds.jdbc;

import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.StaffAbsences;
import dev.interlude.booking.StaffTime;
import dev.interlude.booking.holds.HoldListener;
import dev.interlude.booking.holds.HoldMeters;
import dev.interlude.booking.holds.HoldRefusals;
import dev.interlude.booking.holds.HoldRequest;
import dev.interlude.booking.holds.HoldSettings;
import dev.interlude.booking.holds.HoldView;
import dev.interlude.booking.holds.OfferHold;
import dev.interlude.booking.holds.OfferHold.Status;
import dev.interlude.booking.jdbc.DayLimits;
import dev.interlude.booking.rules.jdbc.CustomerAppointments;
import dev.interlude.booking.units.jdbc.UnitLedger;
import dev.interlude.platform.Announcements;
import dev.interlude.platform.Caller;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Refused;
import dev.interlude.platform.work.AfterCommit;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Places, extends and ends holds, each in one commit with its history and its event. Nothing of it calls Cal.com. */
public class HoldLedger {

    private static final int AT_ONCE = 100;

    private static final String DUE =
            """
            ended_at is null and (status = 'LOST' or status = 'HELD' and ends_at <= clock_timestamp()
                or status = 'USED' and exists (
                    select from booking b where b.id = h.booking and b.status not in ('BOOKING', 'COMPENSATING')))
            """;

    private final JdbcClient jdbc;
    private final HoldReader reader;
    private final HoldRows rows;
    private final HoldLimits limits;
    private final DayLimits days;
    private final UnitLedger units;
    private final CustomerAppointments customers;
    private final HoldView view;
    private final Announcements announcements;
    private final HoldListener listener;
    private final HoldMeters meters;
    private final HoldSettings settings;
    private final StaffAbsences absences;

    private record Stored(String status, UUID booking, boolean past, boolean extended) {

        Status state() {
            return status.equals("HELD") && past ? Status.EXPIRED : Status.valueOf(status);
        }
    }

    public HoldLedger(
            JdbcClient jdbc,
            HoldReader reader,
            DayLimits days,
            UnitLedger units,
            CustomerAppointments customers,
            HoldView view,
            Announcements announcements,
            HoldListener listener,
            HoldMeters meters,
            HoldSettings settings,
            Clock clock,
            StaffAbsences absences) {
        this.absences = absences;
        this.jdbc = jdbc;
        this.reader = reader;
        this.rows = new HoldRows(jdbc, clock);
        this.limits = new HoldLimits(jdbc, settings.openPerCustomer());
        this.days = days;
        this.units = units;
        this.customers = customers;
        this.view = view;
        this.announcements = announcements;
        this.listener = listener;
        this.meters = meters;
        this.settings = settings;
    }

    /**
     * Holds all times of the plan or none.
     *
     * @return the hold; the one that was there if the same request has placed it before
     * @throws dev.interlude.booking.TimeAlreadyHeld when one of the times is, or no unit of a resource is free
     * @throws dev.interlude.booking.StaffAbsent when one of the people is away
     * @throws dev.interlude.booking.DayLimitReached when a limit of one of its days is reached
     * @throws dev.interlude.booking.rules.RuleRefused when a rule between the customer's appointments is not met
     * @throws Refused TOO_MANY_HOLDS when its key or its customer has as many as they may
     */
    @Transactional
    public OfferHold place(HoldRequest request, BookingPlan plan) {
        absences.requirePresent(StaffTime.of(plan));
        limits.requireRoom(request, plan.by());
        customers.requireRulesNow(request, plan);
        return placed(request, plan);
    }

    /** Held by Interlude itself: the limits of keys and customers do not count. It belongs to the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public OfferHold placeOwn(BookingPlan plan, int seconds) {
        absences.requirePresent(StaffTime.of(plan));
        return placed(new HoldRequest(null, seconds, null, null, Integer.MAX_VALUE), plan);
    }

    private OfferHold placed(HoldRequest request, BookingPlan plan) {
        days.requireRoom(plan);
        if (!rows.insert(request, plan)) {
            return reader.find(plan.id()).orElseThrow();
        }
        rows.take(plan);
        units.takeForHold(plan);
        rows.note(plan.id(), "held", plan.by(), request.seconds() + " s");
        var hold = reader.find(plan.id()).orElseThrow();
        announcements.announce("hold.placed", hold.id().toString(), view.of(hold));
        AfterCommit.run(() -> meters.placed().increment());
        return hold;
    }

    /**
     * @param seconds from now on
     * @throws Refused HOLD_EXTENDED the second time; HOLD_ENDED, HOLD_USED; VALIDATION_FAILED when it would not end later
     */
    @Transactional
    public OfferHold extend(String hold, int seconds, Caller caller) {
        var before = reader.existing(hold, caller);
        var id = before.id();
        var stored = locked(id);
        if (stored.state() != Status.HELD) {
            throw HoldRefusals.over(stored.state(), stored.booking());
        }
        if (stored.extended()) {
            throw HoldRefusals.extended();
        }
        if (rows.extend(id, seconds) != before.offer().segments().size()) {
            throw HoldRefusals.over(Status.EXPIRED, null);
        }
        var after = reader.find(id).orElseThrow();
        if (!after.endsAt().isAfter(before.endsAt())) {
            throw new Refused(Problem.meaning(
                    "/seconds", "must be more: it would not end later, and it ends when its appointment begins"));
        }
        rows.note(id, "extended", caller.name(), seconds + " s");
        AfterCommit.run(() -> meters.extended().increment());
        return after;
    }

    /**
     * Gives it up; one that has ended stays as it is.
     *
     * @throws Refused HOLD_USED when its times belong to a booking
     */
    @Transactional
    public OfferHold release(String hold, Caller caller) {
        var id = reader.existing(hold, caller).id();
        var stored = locked(id);
        if (stored.state() == Status.USED) {
            throw HoldRefusals.over(Status.USED, stored.booking());
        }
        if (stored.state() == Status.HELD) {
            end(id, Status.RELEASED, caller.name());
        }
        return reader.find(id).orElseThrow();
    }

    /** Gives up one that Interlude has placed itself; one that has ended or is booked stays. It belongs to the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void releaseOwn(UUID hold, String by) {
        if (locked(hold).state() == Status.HELD) {
            end(hold, Status.RELEASED, by);
        }
    }

    /** Its state, which stays the same until the caller's transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Status lock(UUID hold) {
        return locked(hold).state();
    }

    /** Holds whose end was not announced yet: expired, lost to a booking in Cal.com, or booked for good. */
    public List<UUID> due() {
        return jdbc.sql("select id from offer_hold h where " + DUE + " order by ends_at limit :most")
                .param("most", AT_ONCE)
                .query(UUID.class)
                .list();
    }

    /** Ends one of those; does nothing where another node does, or where it has changed since. */
    @Transactional
    public void expire(UUID id) {
        jdbc.sql("select id from offer_hold h where id = :id and " + DUE + " for update skip locked")
                .param("id", id)
                .query(UUID.class)
                .optional()
                .ifPresent(due -> end(due, locked(due).state(), "interlude"));
    }

    /** Ends the offers that are held at a time at which their person is away now. It belongs to the caller's transaction. */
    public void lose(String staff, Instant from, Instant to, String by) {
        lose(rows.with(staff, from, to), by);
    }

    /**
     * Ends the offers that are held with a unit of a resource which is closed now. It belongs to the caller's transaction.
     *
     * @param unit null: all of the kind are closed
     */
    public void lose(String kind, Integer unit, Instant from, Instant to, String by) {
        lose(rows.with(kind, unit, from, to), by);
    }

    private void lose(List<UUID> holds, String by) {
        for (var id : holds) {
            if (locked(id).state() == Status.HELD) {
                end(id, Status.LOST, by);
            }
        }
    }

    /** Those of an erased person; they are not held any longer, as it is not known for whom. */
    @Transactional
    public int erase(String[] customers) {
        var theirs = jdbc.sql("select id from offer_hold where customer = any(:customers) order by id for update")
                .param("customers", customers)
                .query(UUID.class)
                .list();
        for (var id : theirs) {
            jdbc.sql("update offer_hold set customer = null where id = :id")
                    .param("id", id)
                    .update();
            if (locked(id).state() == Status.HELD) {
                end(id, Status.RELEASED, "erasure");
            }
        }
        return theirs.size();
    }

    /** @return how many that had ended were older than they are kept */
    public int purge() {
        return jdbc.sql(
                        """
                delete from offer_hold
                where ended_at is not null and ends_at < clock_timestamp() - make_interval(secs => :keep)
                """)
                .param("keep", settings.keep().toSeconds())
                .update();
    }

    private void end(UUID id, Status status, String by) {
        rows.letGo(id);
        jdbc.sql(
                        """
                update offer_hold set status = :status, ended_at = clock_timestamp() where id = :id
                """)
                .param("id", id)
                .param("status", status.name())
                .update();
        rows.note(id, status == Status.USED ? "booked" : status.name().toLowerCase(Locale.ROOT), by, "");
        var ended = reader.find(id).orElseThrow();
        announcements.announce("hold.ended", id.toString(), view.of(ended));
        listener.ended(ended);
        AfterCommit.run(() -> meters.ended(status).increment());
    }

    private Stored locked(UUID id) {
        return jdbc.sql(
                        """
                select status, booking, ends_at <= clock_timestamp() past, extended
                from offer_hold where id = :id for update
                """)
                .param("id", id)
                .query(Stored.class)
                .single();
    }
}
