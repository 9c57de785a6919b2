package dev.interlude.support;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that tests start. They lie below those that the system gives to outgoing connections (from 32768 on
 * Linux, 49152 elsewhere): one of these may be taken before the server that was to have it binds it.
 */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;

    /** Where another JVM with tests hardly begins. */
    private static final AtomicInteger NEXT = new AtomicInteger(new Random().nextInt(COUNT));

    private FreePorts() {}

    public static int next() throws IOException {
        while (true) {
            var port = FIRST + NEXT.getAndIncrement() % COUNT;
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // In use: the next one.
            }
        }
    }
}
