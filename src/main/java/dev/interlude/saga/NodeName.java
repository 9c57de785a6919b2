package dev.interlude.saga;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** The owner written into leases. */
record NodeName(String value, boolean survivesRestart) {

    static NodeName of(SagaSettings settings) {
        return settings.node().isBlank() ? madeUp() : new NodeName(settings.node(), true);
    }

    /** Unlike any other, also this host's next process: what this one leaves behind is found when its lease has run out. */
    private static NodeName madeUp() {
        var pid = ManagementFactory.getRuntimeMXBean().getPid();
        return new NodeName("%s-%d-%.8s".formatted(host(), pid, UUID.randomUUID()), false);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
