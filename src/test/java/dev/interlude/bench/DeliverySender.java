package dev.interlude.bench;

import dev.interlude.sandbox.webhook.Signature;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/** A connection to Interlude over which Cal.com would tell. Plain, so that the machine's time goes to the server. */
final class DeliverySender implements Load.Worker {

    private static final String SECRET = "sandbox-webhook-secret";

    private final int port;
    private final Supplier<byte[]> bodies;
    private Socket socket;
    private InputStream answers;

    DeliverySender(int port, Supplier<byte[]> bodies) throws IOException {
        this.port = port;
        this.bodies = bodies;
        connect();
    }

    private void connect() throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        answers = new BufferedInputStream(socket.getInputStream());
    }

    @Override
    public boolean work() throws IOException {
        var body = bodies.get();
        var head = "POST /webhooks/calcom HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "X-Cal-Signature-256: " + Signature.of(body, SECRET) + "\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        var request = Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + body.length);
        System.arraycopy(body, 0, request, head.length(), body.length);
        socket.getOutputStream().write(request);
        return answer();
    }

    private boolean answer() throws IOException {
        var status = line();
        var length = 0;
        var chunked = false;
        var last = false;
        for (var header = lowerLine(); !header.isEmpty(); header = lowerLine()) {
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
            last |= header.equals("connection: close");
            chunked |= header.startsWith("transfer-encoding:");
        }
        if (chunked) {
            skipChunks();
        } else {
            answers.readNBytes(length);
        }
        if (last) {
            socket.close();
            connect();
        }
        return status.startsWith("HTTP/1.1 200");
    }

    private void skipChunks() throws IOException {
        for (var size = chunk(); size > 0; size = chunk()) {
            answers.readNBytes(size);
            line();
        }
        line();
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private String lowerLine() throws IOException {
        return line().toLowerCase(Locale.ROOT);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int read = answers.read(); read != '\n'; read = answers.read()) {
            if (read < 0) {
                throw new IOException("the connection was closed");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
