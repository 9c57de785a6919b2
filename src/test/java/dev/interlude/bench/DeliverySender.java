package dev.interlude.bench;

import dev.interlude.sandbox.webhook.Signature;
import java.io.IOException;
import java.util.function.Supplier;

/** A connection to Interlude over which Cal.com would tell. */
final class DeliverySender implements Load.Worker {

    private static final String SECRET = "sandbox-webhook-secret";

    private final HttpConnection connection;
    private final Supplier<byte[]> bodies;

    DeliverySender(int port, Supplier<byte[]> bodies) throws IOException {
        this.connection = new HttpConnection(port);
        this.bodies = bodies;
    }

    @Override
    public boolean work() throws IOException {
        var body = bodies.get();
        return connection
                        .post("/webhooks/calcom", "X-Cal-Signature-256: " + Signature.of(body, SECRET) + "\r\n", body)
                        .status()
                == 200;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
