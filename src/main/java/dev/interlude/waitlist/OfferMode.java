package dev.interlude.waitlist;

/** To how many entries of the waiting list a freed time is offered at once. */
public enum OfferMode {
    /** To one after the other. */
    IN_TURN,
    /** To several; the first to accept has it. */
    FIRST_TO_ACCEPT
}
