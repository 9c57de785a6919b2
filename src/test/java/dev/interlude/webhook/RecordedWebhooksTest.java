package dev.interlude.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.booking.CalcomBooking.Status;
import dev.interlude.calcom.webhooks.IncomingDeliveries;
import dev.interlude.calcom.webhooks.WebhookEventReader;
import dev.interlude.platform.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a real Cal.com has sent")
public class RecordedWebhooksTest {

    private static final Path RECORDED = Path.of("../shared/calcom/recordings/webhooks");
    private static final Pattern SIGNATURE = Pattern.compile("(?im)^x-cal-signature-256: *(\\S+)");
    private static final Map<String, String> SECRETS = Map.of(
            "hook",
            "whsec_realcal_local",
            "fail",
            "whsec_fail",
            "et2",
            "whsec_et2",
            "slow",
            "s",
            "close",
            "s",
            "redirect",
            "s");

    private final ObjectMapper json = new ObjectMapper();
    private final IncomingDeliveries deliveries =
            new IncomingDeliveries(json, new Ids(Clock.systemUTC()), Clock.systemUTC());
    private final WebhookEventReader events = new WebhookEventReader(json, java.time.Duration.ZERO, Clock.systemUTC());

    @Test
    @DisplayName("is understood, each delivery, and its signature holds")
    void all() throws IOException {
        var folder = folder();
        assumeTrue(folder != null, "no recordings beside this project: " + RECORDED);
        List<Path> files;
        try (var found = Files.list(folder)) {
            files = found.sorted().toList();
        }
        assertThat(files).isNotEmpty();
        for (var file : files) {
            understood(file);
        }
    }

    private void understood(Path file) throws IOException {
        var raw = Files.readString(file, StandardCharsets.ISO_8859_1);
        var gap = raw.indexOf("\r\n\r\n") < 0 ? raw.indexOf("\n\n") + 2 : raw.indexOf("\r\n\r\n") + 4;
        var signature = SIGNATURE.matcher(raw.substring(0, gap));
        assertThat(signature.find()).as(file.toString()).isTrue();
        var body = raw.substring(gap).getBytes(StandardCharsets.ISO_8859_1);
        var receiver = file.toString().replaceAll(".*_([a-z0-9]+)\\.http", "$1");
        if (SECRETS.containsKey(receiver)) {
            assertThat(new WebhookSignatures(Map.of("salon", List.of(SECRETS.get(receiver))))
                            .signer("", signature.group(1), body))
                    .isEqualTo("salon");
        }
        var trigger = file.getFileName().toString().replaceAll("\\d+-([A-Z_]+)_.*", "$1");
        var delivery = deliveries.of("salon", body);
        assertThat(delivery.status()).as(file.toString()).isEqualTo(DeliveryStatus.RECEIVED);
        assertThat(delivery.trigger()).isEqualTo(trigger);
        assertThat(delivery.uid()).isNotBlank();
        var event = events.of(new OpenDelivery(
                delivery.id(), "", "salon", trigger, delivery.receivedAt(), delivery.saidAt(), body, 0, null));
        var observed = event.observed();
        assertThat(observed.status())
                .isEqualTo(
                        switch (trigger) {
                            case "BOOKING_REQUESTED" -> Status.PENDING;
                            case "BOOKING_CANCELLED" -> Status.CANCELLED;
                            case "BOOKING_REJECTED" -> Status.REJECTED;
                            default -> Status.ACCEPTED;
                        });
        assertThat(observed.start()).isBefore(observed.end());
        assertThat(observed.eventTypeId()).isPositive();
        assertThat(observed.attendees().booker().orElseThrow().email()).contains("@");
        assertThat(observed.movedFrom() != null).isEqualTo(trigger.equals("BOOKING_RESCHEDULED"));
        assertThat(new String(body, StandardCharsets.UTF_8)).contains(observed.uid());
    }

    public static Path folder() {
        return java.util.stream.Stream.of(RECORDED, Path.of("..").resolve(RECORDED))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
    }
}
