package dev.interlude.observed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.booking.attendees.Attendee;
import dev.interlude.booking.attendees.CalcomAttendee;
import dev.interlude.booking.attendees.LocalAttendee;
import dev.interlude.booking.attendees.ObservedAttendees;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Among those whom Cal.com shows")
class AttendeesTest {

    private static final String GENERATED = "34600000001@sms.cal.com";
    private static final LocalAttendee ZOE =
            new LocalAttendee("Zoë", "zoe@example.com", "+34600000001", shown("zoe@example.com"), shown("Zoë"));
    private static final LocalAttendee NOT_SEEN = new LocalAttendee("Zoë", "zoe@example.com", null, null, null);

    @Test
    @DisplayName("the customer is found by the address they gave, in any order and any case")
    void by_address() {
        var calcom = complete(one("guest@example.com"), one("ZOE@Example.com"));

        assertThat(calcom.customer(ZOE).orElseThrow().who().email()).isEqualTo("ZOE@Example.com");
    }

    @Test
    @DisplayName("what Cal.com generates, leaves out or leaves empty changes nothing")
    void generated() {
        for (var email : new String[] {GENERATED, "+" + GENERATED, GENERATED.toUpperCase(), "", null}) {
            assertThat(complete(one(email)).change(ZOE)).as("%s", email).isEmpty();
            assertThat(complete(one("guest@example.com", true), one(email)).change(ZOE))
                    .as("%s", email)
                    .isEmpty();
        }
        assertThat(complete().change(ZOE)).isEmpty();
        assertThat(ObservedAttendees.NOT_SAID.change(ZOE)).isEmpty();
    }

    @Test
    @DisplayName("what Cal.com shows for the first time changes nothing, what it shows after something else does")
    void changed() {
        var other = complete(new CalcomAttendee(named("Ida", "ida@example.com"), null, false));

        assertThat(other.change(NOT_SEEN)).isEmpty();
        assertThat(other.change(ZOE).orElseThrow())
                .extracting(Attendee::name, Attendee::email)
                .containsExactly("Ida", "ida@example.com");
        var shownAsOther = new LocalAttendee("Zoë", "zoe@example.com", null, shown("x@example.com"), shown("Z."));
        assertThat(complete(new CalcomAttendee(named("Z.", "x@example.com"), null, false))
                        .change(shownAsOther))
                .as("it has always shown that")
                .isEmpty();
        var generated = new LocalAttendee("Zoë", "zoe@example.com", null, shown(GENERATED), shown("Zoë"));
        assertThat(complete(one("real@example.com"))
                        .change(generated)
                        .orElseThrow()
                        .email())
                .isEqualTo("real@example.com");
    }

    @Test
    @DisplayName("an additional one does not take the customer's place, and who was erased stays so")
    void guests() {
        assertThat(complete(one("guest@example.com"), one("zoe@example.com")).change(ZOE))
                .isEmpty();
        assertThat(complete(one("guest@example.com"), one("other@example.com")).change(ZOE))
                .as("neither can be said to be the customer")
                .isEmpty();
        assertThat(complete(one("guest@example.com", true), one("ida@example.com"))
                        .change(ZOE)
                        .orElseThrow()
                        .email())
                .isEqualTo("ida@example.com");
        assertThat(complete(one("ida@example.com")).change(new LocalAttendee(null, null, null, null, null)))
                .isEmpty();
    }

    @Test
    @DisplayName("only the customer's absence counts, by any address under which Cal.com shows them")
    void absence() {
        assertThat(marked("guest@example.com", true).absent(ZOE)).isNull();
        assertThat(marked("Zoe@example.com", true).absent(ZOE)).isTrue();
        assertThat(marked("zoe@example.com", false).absent(ZOE)).isFalse();
        assertThat(marked(GENERATED, true).absent(ZOE)).as("their phone").isTrue();
        assertThat(marked("99900000001@sms.cal.com", true).absent(ZOE))
                .as("another phone")
                .isNull();
        var shownAsOther = new LocalAttendee("Zoë", "zoe@example.com", null, shown("x@example.com"), null);
        assertThat(marked("x@example.com", true).absent(shownAsOther)).isTrue();
    }

    @Test
    @DisplayName("Cal.com is asked where one of those marked may be the customer under another address")
    void open() {
        assertThat(marked("99900000001@sms.cal.com", true).leavesOpen(NOT_SEEN)).isTrue();
        assertThat(marked("x@example.com", true).leavesOpen(NOT_SEEN)).isTrue();
        assertThat(marked("guest@example.com", true).leavesOpen(ZOE)).isFalse();
        assertThat(marked("zoe@example.com", true).leavesOpen(NOT_SEEN)).isFalse();
    }

    private static ObservedAttendees complete(CalcomAttendee... all) {
        return new ObservedAttendees(List.of(all), true);
    }

    private static ObservedAttendees marked(String email, boolean absent) {
        return new ObservedAttendees(List.of(new CalcomAttendee(named(null, email), absent, false)), false);
    }

    private static CalcomAttendee one(String email) {
        return one(email, false);
    }

    private static CalcomAttendee one(String email, boolean guest) {
        return new CalcomAttendee(named("guest@example.com".equals(email) ? "A Guest" : "Zoë", email), null, guest);
    }

    private static Attendee named(String name, String email) {
        return Attendee.of(name, email, "Europe/Berlin", "en", null);
    }

    private static String shown(String text) {
        return LocalAttendee.digest(text);
    }
}
