package dev.interlude.sync.jdbc;

import dev.interlude.booking.Flags;
import dev.interlude.platform.Announcements;
import dev.interlude.sync.DriftView;
import java.util.UUID;

/** Keeps for a person what both sides agree on, but does not fit our other bookings. */
public class Clashes implements Flags {

    private final DriftRows rows;
    private final Announcements announcements;

    public Clashes(DriftRows rows, Announcements announcements) {
        this.rows = rows;
        this.announcements = announcements;
    }

    @Override
    public void raise(UUID booking, String why) {
        var id = rows.clash(booking, why);
        if (id != null) {
            announcements.announce("sync.drift_found", booking.toString(), DriftView.clash(id, booking, why));
        }
    }
}
