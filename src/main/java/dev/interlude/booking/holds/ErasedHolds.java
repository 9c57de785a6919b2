package dev.interlude.booking.holds;

import dev.interlude.booking.attendees.LocalAttendee;
import dev.interlude.booking.holds.jdbc.HoldLedger;
import dev.interlude.platform.personal.Person;
import dev.interlude.platform.personal.PersonEraser;

/** Forgets for whom offers are or were held, and holds them no longer. Events and answers of holds name no customer. */
public class ErasedHolds implements PersonEraser {

    private final HoldLedger ledger;

    public ErasedHolds(HoldLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Kept kept() {
        return Kept.HOLDS;
    }

    @Override
    public int erase(Person person) {
        return ledger.erase(
                person.addresses().stream().map(LocalAttendee::digest).toArray(String[]::new));
    }
}
