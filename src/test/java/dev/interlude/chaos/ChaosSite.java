package dev.interlude.chaos;

import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.sandbox.fault.Latency;
import dev.interlude.support.FreePorts;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.Upstream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nodes of the real program as processes, with the settings they are shipped with, one PostgreSQL and one Cal.com. */
final class ChaosSite implements AutoCloseable {

    /** A Cal.com elsewhere. */
    static final Latency USUAL = Latency.of("90% 15-60ms, 10% 60-250ms", 1);

    final OwnPostgres postgres;
    final Sandbox calcom;

    private final String name;
    private final Map<String, String> settings;
    private final int[] ports;
    private final int[] starts;
    private final ServerProcess[] nodes;

    /** @param settings that are not the usual ones, as variables of the environment */
    ChaosSite(String name, int count, Map<String, String> settings) throws IOException {
        this.name = name;
        this.settings = settings;
        ports = new int[count];
        starts = new int[count];
        nodes = new ServerProcess[count];
        postgres = new OwnPostgres();
        calcom = Sandbox.start(SandboxSettings.of(CatalogFile.read(Path.of("config/catalog.yaml")))
                .latency(USUAL));
        for (int node = 0; node < count; node++) {
            ports[node] = FreePorts.next();
            start(node);
        }
        for (var node : nodes) {
            node.awaitReady();
        }
        registerWebhook();
    }

    int nodes() {
        return nodes.length;
    }

    JdbcClient jdbc() {
        return JdbcClient.create(postgres.dataSource());
    }

    Upstream at(int node) {
        return new Upstream(ports[node]);
    }

    ServerProcess node(int node) {
        return nodes[node];
    }

    void start(int node) {
        if (nodes[node] != null) {
            nodes[node].close();
        }
        var all = new HashMap<>(Map.of(
                "INTERLUDE_NODE",
                name + "-" + (node + 1),
                "INTERLUDE_PORT",
                Integer.toString(ports[node]),
                "INTERLUDE_SYNC_SCHEDULE",
                "0 0/5 * * * ?",
                "INTERLUDE_SYNC_UNTOLD_SCHEDULE",
                "30 * * * * ?"));
        all.putAll(settings);
        nodes[node] = ServerProcess.start(
                name + "-" + (node + 1) + "-" + ++starts[node], postgres.url(), calcom.baseUrl(), all);
    }

    /** Cal.com sends its webhooks to the first node only. */
    private void registerWebhook() {
        var body = RequestBodies.object().put("subscriberUrl", "http://127.0.0.1:" + ports[0] + "/webhooks/calcom");
        var reply = at(0).ask(
                        "PUT",
                        "/api/v1/webhook-registration",
                        BodyPublishers.ofString(body.toString()),
                        "Content-Type",
                        "application/json");
        if (reply.status() != 200) {
            throw new IllegalStateException("The webhook was not registered: " + reply);
        }
    }

    @Override
    public void close() {
        for (var node : nodes) {
            node.close();
        }
        calcom.close();
        postgres.close();
    }
}
