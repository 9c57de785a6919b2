package dev.interlude.sandbox.wire;

import dev.interlude.sandbox.fault.Wire;
import dev.interlude.sandbox.http.Call;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** HTTP on the loopback interface; connections idle for five seconds are closed, as by the real server. */
public final class WireServer implements AutoCloseable {
    private static final int THREADS = 240;
    private static final long IDLE_MILLIS = 5_000;

    private final Server server;
    private final ServerConnector connector;
    private final Set<EndPoint> silenced = ConcurrentHashMap.newKeySet();

    public WireServer(int port, BiConsumer<Call, Wire> handling) {
        var threads = new QueuedThreadPool(THREADS, 8);
        threads.setName("sandbox");
        threads.setDaemon(true);
        server = new Server(threads);
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(512);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                // A request that is worked on or held is not idle.
                request.addIdleTimeoutListener(timeout -> false);
                var wire = new JettyWire(request, response, callback, silenced);
                handling.accept(call(request), wire);
                return true;
            }
        });
    }

    public void start() throws Exception {
        server.start();
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** Closes the connections on which nothing will ever be said. */
    public void dropSilenced() {
        silenced.forEach(EndPoint::close);
        silenced.clear();
    }

    private static Call call(Request request) throws Exception {
        var target = rewritten(request.getHttpURI().getPathQuery());
        var path = target.replaceFirst("\\?.*", "");
        var headers = new LinkedHashMap<String, String>();
        request.getHeaders().forEach(h -> headers.put(h.getName().toLowerCase(Locale.ROOT), h.getValue()));
        return new Call(
                request.getMethod(),
                path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
                target,
                query(request),
                headers,
                bytes(Content.Source.asByteBuffer(request)),
                Call.nothing(),
                Request.getRemoteAddr(request));
    }

    private static String rewritten(String path) {
        return path.replaceFirst("^/api/v2", "/v2").replaceFirst("^/v2/ee/", "/v2/");
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static Map<String, List<String>> query(Request request) {
        var values = new LinkedHashMap<String, List<String>>();
        Request.extractQueryParameters(request).forEach(field -> values.put(field.getName(), field.getValues()));
        return values;
    }

    @Override
    public void close() {
        dropSilenced();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the sandbox does not stop", e);
        }
    }
}
