package dev.interlude.platform.traces;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.decorators.PlatformHttpSpanDecorator;

/** Names the span of a request: method and path, with the names of its parameters. Camel finds it by itself. */
public final class RequestSpanNames extends PlatformHttpSpanDecorator {

    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return getHttpMethod(exchange, endpoint) + " /" + stripSchemeAndOptions(endpoint);
    }
}
