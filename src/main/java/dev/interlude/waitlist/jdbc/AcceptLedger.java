package dev.interlude.waitlist.jdbc;

import dev.interlude.booking.Refusals;
import dev.interlude.booking.holds.OfferHold;
import dev.interlude.booking.holds.jdbc.HoldLedger;
import dev.interlude.platform.Announcements;
import dev.interlude.platform.Caller;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.waitlist.AcceptedOffer;
import dev.interlude.waitlist.Entry;
import dev.interlude.waitlist.EntryView;
import dev.interlude.waitlist.WaitlistMeters;
import dev.interlude.waitlist.WaitlistRefusals;
import dev.interlude.waitlist.WaitlistSettings;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** What an entry answers to its offer. Accepting is booking the hold, which a flow does between two calls of this. */
public class AcceptLedger {

    private final JdbcClient jdbc;
    private final EntryReader reader;
    private final OfferedRows offered;
    private final HoldLedger holds;

    public AcceptLedger(
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
        this.holds = holds;
        this.offered = new OfferedRows(jdbc, new EntryRows(jdbc, clock), reader, view, announcements, meters, settings);
    }

    /**
     * Notes that a request accepts the open offer of an entry, before it is booked. A repeat of the request that has accepted it
     * gets the same, also when the entry has ended.
     *
     * @param request as bookings know it
     * @throws Refused NOT_FOUND; OFFER_TAKEN when another was first; OFFER_ENDED when nothing is offered to it
     */
    @Transactional
    public AcceptedOffer begin(String id, UUID request, Caller caller) {
        var entry = reader.existing(id, caller);
        var hold = jdbc.sql(
                        """
                update waitlist_offered set requests = case when :request = any(requests) then requests
                    else array_append(requests, :request) end
                where entry = :entry and (status = 'OPEN' or :request = any(requests)) returning offer
                """)
                .param("entry", entry.id())
                .param("request", request)
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> nothingOffered(entry));
        return new AcceptedOffer(entry.id(), hold, entry.bookingRequest(hold));
    }

    /** The same answer as a moment before, when the offer had not ended yet for those who were second. */
    private Refused nothingOffered(Entry entry) {
        return entry.status() == Entry.Status.WAITING && offered.wasTaken(entry.id())
                ? WaitlistRefusals.taken()
                : WaitlistRefusals.nothingOffered(entry);
    }

    /** It is booked, or its booking is not decided yet: then the clock of holds ends the offer later. */
    @Transactional
    public void booked(AcceptedOffer accepted) {
        holds.lock(accepted.hold());
        holds.expire(accepted.hold());
    }

    /**
     * It could not be booked. Where Cal.com says that the time is not free the offer ends, for all it was made to; else it stays
     * open until its end.
     *
     * @throws Refused always
     */
    @Transactional(noRollbackFor = Refused.class)
    public void refused(AcceptedOffer accepted, Throwable failure) {
        var problem = Refusals.problem(failure);
        if (problem.code() == ProblemCode.HOLD_ENDED) {
            throw WaitlistRefusals.ended();
        }
        if (problem.code() == ProblemCode.HOLD_USED) {
            var entry = reader.find(accepted.entry()).orElseThrow(WaitlistRefusals::unknown);
            throw entry.booking() == null ? WaitlistRefusals.taken() : WaitlistRefusals.nothingOffered(entry);
        }
        if (!Refusals.isTimeTaken(problem.code())) {
            throw new Refused(problem);
        }
        holds.lock(accepted.hold());
        offered.open(accepted.hold()).forEach(one -> offered.end(accepted.hold(), one.entry(), "REFUSED", "Cal.com"));
        holds.releaseOwn(accepted.hold(), "Cal.com");
        throw WaitlistRefusals.notFree(problem);
    }

    /**
     * The entry does not want this time, and waits on. It goes to the next, unless others have the same offer.
     *
     * @throws Refused NOT_FOUND; OFFER_ENDED when nothing is offered to it; OFFER_TAKEN while it is being booked
     */
    @Transactional
    public Entry decline(String id, Caller caller) {
        var entry = reader.existing(id, caller);
        if (entry.offer() == null) {
            throw WaitlistRefusals.nothingOffered(entry);
        }
        if (holds.lock(entry.offer()) == OfferHold.Status.USED) {
            throw WaitlistRefusals.underWay();
        }
        if (!offered.end(entry.offer(), entry.id(), "DECLINED", caller.name())) {
            throw WaitlistRefusals.ended();
        }
        if (offered.open(entry.offer()).isEmpty()) {
            holds.releaseOwn(entry.offer(), caller.name());
        }
        return reader.find(entry.id()).orElseThrow();
    }
}
