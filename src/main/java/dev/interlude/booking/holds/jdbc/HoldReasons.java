package dev.interlude.booking.holds.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.Refusals;
import dev.interlude.booking.StaffTime;
import dev.interlude.booking.request.RequestedBooking;
import dev.interlude.platform.Instants;
import dev.interlude.platform.problems.ProblemCode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What holds have to do with a refusal: the time is held for another customer, or it was booked from a hold that stands. */
public class HoldReasons {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final JdbcClient jdbc;

    public HoldReasons(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Never says for whom something is held.
     *
     * @param plan what was refused; null when there was none yet
     * @return a sentence for the caller, or null
     */
    public String of(Throwable refusal, RequestedBooking wanted, BookingPlan plan) {
        if (plan != null && plan.hold() != null) {
            return stands(plan)
                    .map(end -> "The hold keeps these times until %s.".formatted(clock(end, wanted.timeZone())))
                    .orElse(null);
        }
        if (Refusals.problem(refusal).code() != ProblemCode.SLOT_UNAVAILABLE) {
            return null;
        }
        return heldUntil(plan == null ? StaffTime.of(wanted.planRequest()) : StaffTime.of(plan))
                .map(end -> "It is held for another customer until %s.".formatted(clock(end, wanted.timeZone())))
                .orElse(null);
    }

    private Optional<Instant> stands(BookingPlan plan) {
        return jdbc.sql(
                        """
                select ends_at from offer_hold
                where id = :id and ends_at > clock_timestamp() and (status = 'HELD' or booking = :booking)
                """)
                .param("id", plan.hold())
                .param("booking", plan.id())
                .query((row, n) -> Instants.read(row, "ends_at"))
                .optional();
    }

    private Optional<Instant> heldUntil(List<StaffTime> times) {
        return jdbc.sql(
                        """
                select max(h.ends_at) until
                from unnest(:staff::text[], :starts::timestamptz[], :ends::timestamptz[]) wanted (staff, starts, ends)
                join hold h on h.staff = wanted.staff and h.during && tstzrange(wanted.starts, wanted.ends)
                where h.ends_at > clock_timestamp()
                """)
                .param("staff", times.stream().map(StaffTime::staff).toArray(String[]::new))
                .param(
                        "starts",
                        times.stream().map(w -> sql(w.start()).toString()).toArray(String[]::new))
                .param("ends", times.stream().map(w -> sql(w.end()).toString()).toArray(String[]::new))
                .query((row, n) -> Optional.ofNullable(Instants.read(row, "until")))
                .single();
    }

    /** Rounded up: at that minute it has ended. */
    private static String clock(Instant end, ZoneId zone) {
        var minute = end.truncatedTo(ChronoUnit.MINUTES);
        return CLOCK.format((minute.equals(end) ? end : minute.plusSeconds(60)).atZone(zone));
    }
}
