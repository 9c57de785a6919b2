package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.Cancellation;
import dev.interlude.booking.LinkedBooking;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Refused;
import dev.interlude.saga.SagaId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Links between bookings, and cancelling them together. */
public class CascadeLedger {

    private static final int MOST = 100;

    /** A booking that was never made needs no cancelling and is not in the answer. */
    private static final String LINKED_TO =
            """
            select id from booking where linked_to in (:above) and status not in ('COMPENSATING', 'COMPENSATED', 'REJECTED')
            order by id limit :most
            """;

    /** What has taken place stays. */
    private static final String TO_COME =
            "select id from booking where id in (:ids) and (end_at > :now or status not in ('BOOKED', 'PENDING')) order by id";

    private final JdbcClient jdbc;
    private final CancellingLedger cancelling;
    private final Clock clock;

    public CascadeLedger(JdbcClient jdbc, CancellingLedger cancelling, Clock clock) {
        this.clock = clock;
        this.jdbc = jdbc;
        this.cancelling = cancelling;
    }

    /**
     * Records, in one commit, that a booking is to be cancelled, with its linked bookings if requested.
     *
     * @param compensation the route that releases one segment, given as {@code segmentId}
     * @return the sagas to drive
     * @throws Refused IN_PROGRESS while one of them is being placed or moved; nothing is written then
     */
    @Transactional
    public List<SagaId> begin(UUID booking, Cancellation cancellation, String by, String compensation) {
        var all = new ArrayList<>(List.of(booking));
        if (cancellation.cascade()) {
            // Linking a new booking takes a shared lock on this row, so no link can be added from here on.
            jdbc.sql("select id from booking where id = :id for update")
                    .param("id", booking)
                    .query(UUID.class)
                    .optional();
            all.addAll(toCome(below(booking, " for update")));
        }
        return all.stream()
                .map(id -> cancelling.begin(id, cancellation.reason(), by, compensation))
                .filter(Objects::nonNull)
                .toList();
    }

    private List<UUID> toCome(List<UUID> linked) {
        return linked.isEmpty()
                ? linked
                : jdbc.sql(TO_COME)
                        .param("ids", linked)
                        .param("now", sql(clock.instant()))
                        .query(UUID.class)
                        .list();
    }

    /** The bookings linked to a booking, nearest first. */
    public List<LinkedBooking> linked(UUID booking) {
        var ids = below(booking, "");
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = jdbc.sql("select id, status from booking where id in (:ids)")
                .param("ids", ids)
                .query((row, n) -> new LinkedBooking(
                        row.getObject("id", UUID.class), BookingStatus.valueOf(row.getString("status"))))
                .list();
        return ids.stream()
                .flatMap(id -> found.stream().filter(one -> one.id().equals(id)))
                .toList();
    }

    /**
     * A new booking can only be linked to an active one, whose row stays share-locked until the transaction ends.
     *
     * @throws Refused VALIDATION_FAILED, 422
     */
    public void requireLinkable(UUID linkedTo) {
        requireStands(linkedTo, "/linkedTo");
    }

    /** The same, named elsewhere in the request. */
    public void requireStands(UUID linkedTo, String pointer) {
        if (linkedTo != null) {
            var status = jdbc.sql("select status from booking where id = :id for share")
                    .param("id", linkedTo)
                    .query(String.class)
                    .optional()
                    .orElseThrow(() -> wrong(pointer, "is no booking of ours; write the id of one, or leave it out"));
            switch (BookingStatus.valueOf(status)) {
                case CANCEL_PENDING, CANCELLED, REJECTED, COMPENSATING, COMPENSATED ->
                    throw wrong(
                            pointer,
                            "is a booking that is cancelled or was never made; no booking can be linked to it");
                default -> {}
            }
        }
    }

    /** Level by level: once a level is locked, no booking can be linked to it. */
    private List<UUID> below(UUID booking, String lock) {
        var all = new ArrayList<UUID>();
        var above = List.of(booking);
        while (!above.isEmpty()) {
            above = jdbc.sql(LINKED_TO + lock)
                    .param("above", above)
                    .param("most", MOST + 1)
                    .query(UUID.class)
                    .list();
            all.addAll(above);
            if (all.size() > MOST) {
                throw new Refused(Problem.meaning(
                        "/cascade",
                        "more than " + MOST + " other bookings are linked to this one; cancel some of them first"));
            }
        }
        return all;
    }

    private static Refused wrong(String pointer, String detail) {
        return new Refused(Problem.meaning(pointer, detail));
    }
}
