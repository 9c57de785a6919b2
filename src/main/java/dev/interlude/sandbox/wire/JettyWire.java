package dev.interlude.sandbox.wire;

import dev.interlude.sandbox.fault.Wire;
import dev.interlude.sandbox.http.Answer;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A connection of Jetty's, with the socket beneath it at hand. */
final class JettyWire implements Wire {
    private final Response response;
    private final Callback callback;
    private final EndPoint endPoint;
    private final Set<EndPoint> silenced;

    JettyWire(Request request, Response response, Callback callback, Set<EndPoint> silenced) {
        this.response = response;
        this.callback = callback;
        this.endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        this.silenced = silenced;
    }

    @Override
    public void answer(Answer answer) {
        head(answer);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    private void head(Answer answer) {
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        response.getHeaders().put("Access-Control-Allow-Origin", "*");
        response.getHeaders().put(HttpHeader.CONNECTION, "keep-alive");
        response.getHeaders().put("Keep-Alive", "timeout=5");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    }

    @Override
    public void cut(Answer answer) {
        head(answer);
        var half = ByteBuffer.wrap(answer.body(), 0, Math.max(1, answer.body().length / 2));
        response.write(false, half, Callback.from(endPoint::close, failure -> endPoint.close()));
    }

    @Override
    public void reset() {
        try {
            if (endPoint.getTransport() instanceof SocketChannel channel) {
                // No lingering makes the kernel send RST instead of FIN.
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the connection cannot be reset", e);
        } finally {
            endPoint.close();
        }
    }

    @Override
    public void silence() {
        silenced.add(endPoint);
    }
}
