package dev.interlude.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request as it goes over the wire, right or wrong.
 *
 * @param about the operation it was made for
 * @param headers one a line, as they are sent; without those that frame the body
 * @param framing how the body's length is announced
 * @param trace the trace id it carries; null where that header was tampered with
 * @param from the loopback address it is sent from
 */
record Request(
        String about,
        String method,
        String target,
        List<String> headers,
        byte[] body,
        Framing framing,
        String trace,
        String from) {

    enum Framing {
        LENGTH,
        CHUNKED,
        BROKEN_CHUNKS,
        /** The connection ends before the body does. */
        CUT,
        NONE
    }

    byte[] bytes() {
        var wire = new ByteArrayOutputStream();
        write(wire, method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        headers.forEach(header -> write(wire, header + "\r\n"));
        switch (framing) {
            case LENGTH -> write(wire, "Content-Length: " + body.length + "\r\n\r\n");
            case CUT -> write(wire, "Content-Length: " + (body.length + 10) + "\r\n\r\n");
            case NONE -> write(wire, "\r\n");
            default -> write(wire, "Transfer-Encoding: chunked\r\n\r\n");
        }
        var size = Integer.toHexString(body.length);
        switch (framing) {
            case LENGTH, CUT -> wire.writeBytes(body);
            case CHUNKED -> {
                if (body.length > 0) {
                    write(wire, size + "\r\n");
                    wire.writeBytes(body);
                    write(wire, "\r\n");
                }
                write(wire, "0\r\n\r\n");
            }
            case BROKEN_CHUNKS -> {
                write(wire, size + "z\r\n");
                wire.writeBytes(body);
                write(wire, "\r\n-1\r\n\r\n");
            }
            default -> {}
        }
        return wire.toByteArray();
    }

    private static void write(ByteArrayOutputStream wire, String text) {
        wire.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The command that sends it again. */
    String replay(int port) {
        var text = new StringBuilder("printf '%b' '");
        for (var each : bytes()) {
            if (each >= ' ' && each < 127 && each != '\'' && each != '\\') {
                text.append((char) each);
            } else {
                text.append("\\0%03o".formatted(each & 0xff));
            }
        }
        return text.append("' | nc -s ")
                .append(from)
                .append(" 127.0.0.1 ")
                .append(port)
                .toString();
    }
}
