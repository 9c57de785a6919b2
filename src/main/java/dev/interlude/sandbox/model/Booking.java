package dev.interlude.sandbox.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A row of the booking table. Once stored it is never written again: {@link Store} replaces it by a changed copy. */
public final class Booking implements Cloneable {
    public long id;
    public String uid;
    public String icsUid;
    public long eventTypeId;
    public String eventTypeSlug;
    public User host;
    public Instant start;
    public Instant end;
    public BookingStatus status;
    public String title;
    public String description;
    public String location;
    public List<Attendee> attendees = List.of();
    public boolean seated;
    public ObjectNode responses;
    public ObjectNode metadata;
    public Instant createdAt;
    public Instant updatedAt;
    public String cancellationReason;
    public String cancelledBy;
    public String rejectionReason;
    public String reschedulingReason;
    public String rescheduledBy;
    public String fromUid;
    public String toUid;
    public String recurringUid;
    public boolean absentHost;
    public int sequence;
    /** Minutes that the host is kept free before and after, taken from the event type when it was booked. */
    public Duration bufferBefore = Duration.ZERO;

    public Duration bufferAfter = Duration.ZERO;
    /** Whether it takes its host's time while it is pending. */
    public boolean blocksWhilePending;
    /** Start, end and host of a row that was accepted when it was made; unique, null once cancelled or rejected. */
    public String idempotencyKey;

    public Booking copy() {
        try {
            return (Booking) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    public int minutes() {
        return (int) Duration.between(start, end).toMinutes();
    }

    /** Whether it keeps others from booking its host. */
    public boolean takesTime() {
        return status == BookingStatus.ACCEPTED || status == BookingStatus.PENDING && blocksWhilePending;
    }
}
