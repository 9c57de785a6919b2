package dev.interlude.platform.start;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** Checks that the ports are free before a database is started that would have to be stopped again. */
public final class FreePorts implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final int HIGHEST = 65_535;
    private static final Map<String, String> USES =
            Map.of("server", "the API and the webhooks", "management.server", "health and metrics");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (context instanceof WebServerApplicationContext) {
            check(context.getEnvironment());
        }
    }

    static void check(ConfigurableEnvironment environment) {
        check(environment, "server");
        check(environment, "management.server");
    }

    private static void check(ConfigurableEnvironment environment, String prefix) {
        var binder = Binder.get(environment);
        var port = binder.bind(prefix + ".port", Integer.class).orElse(0);
        var address = binder.bind(prefix + ".address", InetAddress.class).orElse(null);
        if (port < 0 || port > HIGHEST) {
            throw new StartRefused(
                    "%s is %d, which is no port.".formatted(SettingName.of(environment, prefix + ".port"), port),
                    "Set it to a number up to %d.".formatted(HIGHEST));
        }
        // As Tomcat does: a port that was closed a moment ago is free.
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw String.valueOf(e.getMessage()).contains("in use")
                    ? taken(environment, prefix, port)
                    : unusable(environment, prefix, port, e);
        }
    }

    static StartRefused taken(ConfigurableEnvironment environment, String prefix, int port) {
        var name = SettingName.of(environment, prefix + ".port");
        return new StartRefused(
                "Port %d (%s), for %s, is in use by another program or another Interlude."
                        .formatted(port, name, USES.get(prefix)),
                "Stop that program, or set %s to another port.".formatted(name));
    }

    private static StartRefused unusable(
            ConfigurableEnvironment environment, String prefix, int port, IOException why) {
        return new StartRefused(
                "Port %d, for %s, cannot be listened on: %s.".formatted(port, USES.get(prefix), why.getMessage()),
                "Set %s to an address of this machine, or %s to another port."
                        .formatted(
                                SettingName.of(environment, prefix + ".address"),
                                SettingName.of(environment, prefix + ".port")),
                why);
    }
}
