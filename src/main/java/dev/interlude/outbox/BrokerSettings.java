package dev.interlude.outbox;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What events for a message broker need beside its flow; the flow reads the other settings under {@code interlude.broker}.
 *
 * @param addresses those that subscriptions may have, such as {@code kafka:bookings}
 */
@ConfigurationProperties("interlude.broker")
public record BrokerSettings(List<String> addresses) {

    public BrokerSettings {
        addresses = addresses == null ? List.of() : List.copyOf(addresses);
        addresses.stream()
                .filter(address -> !URI.create(address).isOpaque())
                .findFirst()
                .ifPresent(address -> {
                    throw new IllegalArgumentException(
                            "interlude.broker.addresses: '%s' is no address such as kafka:bookings".formatted(address));
                });
    }
}
