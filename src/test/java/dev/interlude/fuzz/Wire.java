package dev.interlude.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Sends bytes that no HTTP client would send, and reads whatever comes back. */
final class Wire {

    static final int PATIENCE_MILLIS = 30_000;

    /**
     * @param status 0: no answer came
     * @param rawHead as it came; {@link #head} in lower case
     * @param inTime false: the connection was still open after all patience
     */
    record Reply(int status, String rawHead, String body, boolean inTime) {

        String head() {
            return rawHead.toLowerCase(Locale.ROOT);
        }
    }

    private Wire() {}

    static Reply send(int port, Request request) throws IOException {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(request.from(), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            var began = System.nanoTime();
            write(socket, request);
            var answer = new ByteArrayOutputStream();
            var ended = read(socket, answer);
            var millis = (System.nanoTime() - began) / 1_000_000;
            return parsed(answer.toString(StandardCharsets.UTF_8), ended && millis < PATIENCE_MILLIS);
        }
    }

    /** A server that has refused may hang up while the rest is still being sent; what it said can be read all the same. */
    private static void write(Socket socket, Request request) {
        try {
            socket.getOutputStream().write(request.bytes());
            if (request.framing() == Request.Framing.CUT) {
                socket.shutdownOutput();
            }
        } catch (IOException hungUp) {
            return;
        }
    }

    private static boolean read(Socket socket, ByteArrayOutputStream answer) {
        var chunk = new byte[16_384];
        try {
            for (int read = socket.getInputStream().read(chunk); read >= 0; ) {
                answer.write(chunk, 0, read);
                read = socket.getInputStream().read(chunk);
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException hungUp) {
            return true;
        }
    }

    private static Reply parsed(String text, boolean inTime) {
        var end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.startsWith("HTTP/1.1 ")) {
            return new Reply(0, text, "", inTime);
        }
        return new Reply(
                Integer.parseInt(text.substring(9, 12)),
                text.substring(0, end) + "\r\n",
                text.substring(end + 4),
                inTime);
    }
}
