package dev.interlude.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.Refused;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A subscription")
class SubscriptionsTest {

    private static final ReceiverNames.Lookup LOOKUP = host -> {
        if (host.equals("known.example")) {
            return new InetAddress[] {InetAddress.getByAddress(new byte[] {1, 1, 1, 1})};
        }
        throw new UnknownHostException(host);
    };

    private final Subscriptions subscriptions =
            new Subscriptions(new ReceiverNames(LOOKUP, false), new BrokerSettings(List.of("kafka:bookings")));

    @Test
    @DisplayName("for a host name without an address is accepted, with a warning that says so")
    void unknown() {
        assertThat(warnings("https://no-such-host.example/hook"))
                .contains("/url")
                .contains("no-such-host.example has no address just now");
    }

    @Test
    @DisplayName("for a host name with an address has no warning")
    void known() {
        assertThat(warnings("https://known.example/hook")).isEqualTo("[]");
    }

    @Test
    @DisplayName("at a broker is accepted if the settings name its address, and no other is")
    void broker() {
        assertThat(warnings("kafka:bookings")).isEqualTo("[]");
        assertThatThrownBy(() -> warnings("kafka:payroll")).isInstanceOfSatisfying(Refused.class, refused -> assertThat(
                        refused.problem().errors())
                .containsExactly(new FieldError("/url", "must be an https address")));
        assertThatThrownBy(() -> new BrokerSettings(List.of("http://localhost:9092")))
                .hasMessageContaining("'http://localhost:9092' is no address such as kafka:bookings");
    }

    private String warnings(String url) {
        var body = new ObjectMapper().createObjectNode().put("url", url);
        body.putArray("events").add("booking.created");
        var requestBody = subscriptions.request(body);
        var made = new Subscription(null, url, List.of("booking.created"), "ACTIVE", null, null, null, 0, 0);
        return subscriptions.created(made, requestBody).get("warnings").toString();
    }
}
