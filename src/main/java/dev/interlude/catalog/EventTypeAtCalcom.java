package dev.interlude.catalog;

/**
 * What the check of the catalog needs to know of an event type in Cal.com.
 *
 * @param ownerId the Cal.com user who owns it; null for one of a team
 * @param confirmed whether its host must confirm each booking
 * @param hosts how many people can host it
 */
public record EventTypeAtCalcom(
        long id, Long ownerId, int lengthInMinutes, boolean confirmed, boolean hidden, int hosts) {}
