package dev.interlude.platform.personal;

/** A room's part in erasing a person, within one transaction. */
public interface PersonEraser {

    /** What the room keeps of people. */
    enum Kept {
        DELIVERIES,
        EVENTS,
        ANSWERS,
        HOLDS,
        WAITLIST,
        NOTES
    }

    Kept kept();

    /** Whether the room is about to book for that person. */
    default boolean isBookingFor(Person person) {
        return false;
    }

    /** @return how many rows mentioned that person */
    int erase(Person person);
}
