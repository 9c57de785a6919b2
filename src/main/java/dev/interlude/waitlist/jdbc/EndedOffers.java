package dev.interlude.waitlist.jdbc;

import dev.interlude.booking.holds.HoldListener;
import dev.interlude.booking.holds.OfferHold;
import dev.interlude.booking.holds.OfferHold.Status;
import dev.interlude.booking.jdbc.BookingReader;
import dev.interlude.platform.Announcements;
import dev.interlude.waitlist.EntryView;
import dev.interlude.waitlist.WaitlistMeters;
import dev.interlude.waitlist.WaitlistSettings;
import dev.interlude.waitlist.jdbc.OfferedRows.Offered;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the end of a hold means for the entries that it was offered to: one is booked and the others were too late, or all of them
 * wait again. The freed time goes to the next by itself.
 */
public class EndedOffers implements HoldListener {

    private final BookingReader bookings;
    private final OfferedRows offered;

    public EndedOffers(
            JdbcClient jdbc,
            EntryReader reader,
            BookingReader bookings,
            EntryView view,
            Announcements announcements,
            WaitlistMeters meters,
            WaitlistSettings settings,
            Clock clock) {
        this.bookings = bookings;
        this.offered = new OfferedRows(jdbc, new EntryRows(jdbc, clock), reader, view, announcements, meters, settings);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void ended(OfferHold hold) {
        var open = offered.open(hold.id());
        if (hold.status() == Status.USED) {
            booked(hold, open);
        } else {
            var how = hold.status() == Status.EXPIRED ? "UNANSWERED" : "WITHDRAWN";
            open.forEach(one -> offered.end(hold.id(), one.entry(), how, "interlude"));
        }
    }

    private void booked(OfferHold hold, List<Offered> open) {
        for (var one : open) {
            if (open.size() == 1 || isOf(one, hold.booking())) {
                offered.accepted(hold.id(), one.entry(), hold.booking());
            } else {
                offered.end(hold.id(), one.entry(), "TAKEN", "interlude");
            }
        }
    }

    /** Whether the booking was made by one of the requests with which the entry has accepted. */
    private boolean isOf(Offered one, UUID booking) {
        return one.requests().stream()
                .map(bookings::standing)
                .anyMatch(made -> made != null && made.id().equals(booking));
    }
}
