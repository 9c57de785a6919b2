package dev.interlude.platform.personal;

import java.util.Set;
import java.util.UUID;

/**
 * A person to be erased.
 *
 * @param email in lower case
 * @param addresses this one, and those that stood or stand beside it in a booking of theirs
 * @param bookings theirs; each is erased as a whole
 * @param subjects what events about them are about
 * @param parts segments of their bookings, and moves of these
 * @param uids what Cal.com calls their bookings, or did
 */
public record Person(
        String email,
        Set<String> addresses,
        Set<UUID> bookings,
        Set<String> subjects,
        Set<String> parts,
        Set<String> uids) {

    /** Without who it is. */
    @Override
    public String toString() {
        return "Person[" + bookings + "]";
    }
}
