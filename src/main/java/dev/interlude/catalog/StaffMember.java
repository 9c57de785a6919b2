package dev.interlude.catalog;

/**
 * A person who does segments; a user of Cal.com.
 *
 * @param bookingsPerDay how many bookings they take a day, however many segments of each; {@link Service#NO_LIMIT}: any
 */
public record StaffMember(String id, String name, int bookingsPerDay) {

    public StaffMember(String id, String name) {
        this(id, name, Service.NO_LIMIT);
    }

    public boolean isLimited() {
        return bookingsPerDay < Service.NO_LIMIT;
    }
}
