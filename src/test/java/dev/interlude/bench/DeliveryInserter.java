package dev.interlude.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.calcom.webhooks.IncomingDeliveries;
import dev.interlude.platform.Ids;
import dev.interlude.webhook.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Rows as deliveries are stored, but nobody works on them; all is made ready before, so that only the insert is measured. */
final class DeliveryInserter implements Load.Worker {

    private final DirectInserts connection;
    private final Ids ids = new Ids(Clock.systemUTC());
    private final Delivery like;

    DeliveryInserter(DirectInserts connection, DeliveryBodies bodies) {
        this.connection = connection;
        this.like = new IncomingDeliveries(new ObjectMapper(), ids, Clock.systemUTC())
                .of(
                        "salon",
                        new String(bodies.next(), StandardCharsets.UTF_8)
                                .replace("_CREATED", "_MEASURED")
                                .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean work() {
        connection.insertAnother(like, ids.next());
        return true;
    }

    @Override
    public void close() {
        connection.close();
    }
}
