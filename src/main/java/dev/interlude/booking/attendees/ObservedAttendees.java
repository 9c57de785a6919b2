package dev.interlude.booking.attendees;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The attendees Cal.com names for a booking, in no order. Our customer is recognised by the address they gave us or the
 * address Cal.com showed for them before, never by a generated one.
 *
 * @param all may be empty
 * @param complete whether all attendees are named; a webhook about absence names only those just marked
 */
public record ObservedAttendees(List<CalcomAttendee> all, boolean complete) {

    public static final ObservedAttendees NOT_SAID = new ObservedAttendees(List.of(), false);

    /** What Cal.com shows where the event type hides the address, or the customer has only a phone. */
    private static final Pattern GENERATED = Pattern.compile("\\+?(\\d+)@sms\\.cal\\.com", Pattern.CASE_INSENSITIVE);

    private static final int FEWEST_DIGITS = 6;

    /** Of a booking new to us: the attendee who booked it. */
    public Optional<Attendee> booker() {
        return Stream.concat(all.stream().filter(one -> !one.guest()), all.stream())
                .findFirst()
                .map(CalcomAttendee::who);
    }

    /** Our customer; empty if none of the attendees is recognised. */
    public Optional<CalcomAttendee> customer(LocalAttendee local) {
        return first(one -> same(local.email(), one.who().email()))
                .or(() -> first(one -> LocalAttendee.isShown(one.who().email(), local.shownEmail())))
                .or(() -> first(one -> hasPhone(one.who().email(), local.phone())))
                .or(() -> complete ? only(one -> isMadeUp(one.who().email())) : Optional.empty())
                .or(() -> complete ? only(one -> true) : Optional.empty());
    }

    /** Whether an attendee may be our customer, which only reading the whole booking can tell. */
    public boolean leavesOpen(LocalAttendee local) {
        return !complete
                && customer(local).isEmpty()
                && all.stream()
                        .anyMatch(one -> isMadeUp(one.who().email()) || local.shownEmail() == null && !one.guest());
    }

    /** Whether our customer did not come; null if not stated. The absence of others does not count. */
    public Boolean absent(LocalAttendee local) {
        return customer(local).map(CalcomAttendee::absent).orElse(null);
    }

    /**
     * What was changed of our customer in Cal.com: values that are neither ours nor what Cal.com showed before.
     * Generated, missing and first-time values are no change.
     */
    public Optional<Attendee> change(LocalAttendee local) {
        return customer(local).map(CalcomAttendee::who).flatMap(who -> {
            var email = isMadeUp(who.email()) ? null : changed(who.email(), local.email(), local.shownEmail());
            var name = changed(who.name(), local.name(), local.shownName());
            return email == null && name == null
                    ? Optional.empty()
                    : Optional.of(new Attendee(name, email, who.timeZone(), who.language(), who.phoneNumber()));
        });
    }

    private static String changed(String calcom, String local, String shown) {
        if (calcom == null || calcom.isBlank() || local == null || same(calcom, local)) {
            return null;
        }
        return local.isBlank() || shown != null && !LocalAttendee.isShown(calcom, shown) ? calcom : null;
    }

    private Optional<CalcomAttendee> first(Predicate<CalcomAttendee> which) {
        return all.stream().filter(which).findFirst();
    }

    private Optional<CalcomAttendee> only(Predicate<CalcomAttendee> which) {
        var some = all.stream().filter(one -> !one.guest()).filter(which).toList();
        return some.size() == 1 ? Optional.of(some.get(0)) : Optional.empty();
    }

    private static boolean isMadeUp(String email) {
        return email == null
                || email.isBlank()
                || GENERATED.matcher(email.strip()).matches();
    }

    private static boolean hasPhone(String email, String phone) {
        var generated = GENERATED.matcher(email == null ? "" : email.strip());
        var digits = phone == null ? "" : phone.replaceAll("\\D", "");
        return generated.matches()
                && digits.length() >= FEWEST_DIGITS
                && generated.group(1).equals(digits);
    }

    private static boolean same(String one, String other) {
        return one != null && other != null && !one.isBlank() && one.strip().equalsIgnoreCase(other.strip());
    }
}
