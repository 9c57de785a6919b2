package dev.interlude.platform;

/** A room's part in erasing a person, in the one transaction of all of them. */
public interface Erasing {

    /** What the room keeps of people. */
    enum Kept {
        DELIVERIES,
        EVENTS,
        ANSWERS,
        NOTES
    }

    Kept kept();

    /** @return how many rows told of that person */
    int erase(Person person);
}
