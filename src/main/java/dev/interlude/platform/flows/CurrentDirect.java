package dev.interlude.platform.flows;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Camel's {@code direct}, safe while flows are exchanged. Camel's own producer (4.18) stores the new count of changes before
 * it looks the new flow up: a second message in between still goes to the stopped flow, and fails.
 */
final class CurrentDirect extends DirectComponent {

    private final AtomicInteger changes = new AtomicInteger();

    @Override
    public void addConsumer(String key, DirectConsumer flow) {
        super.addConsumer(key, flow);
        changes.incrementAndGet();
    }

    @Override
    public void removeConsumer(String key, DirectConsumer flow) {
        super.removeConsumer(key, flow);
        changes.incrementAndGet();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) throws Exception {
        var endpoint = new DirectEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new CurrentProducer(this);
            }
        };
        endpoint.setBlock(isBlock());
        endpoint.setTimeout(getTimeout());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** The flow behind a name, and the count of changes at which it was that. */
    private record Known(int changes, DirectConsumer flow) {}

    private final class CurrentProducer extends DefaultAsyncProducer {

        private final DirectEndpoint endpoint;
        private volatile Known known;

        private CurrentProducer(DirectEndpoint endpoint) {
            super(endpoint);
            this.endpoint = endpoint;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            try {
                var flow = flow();
                if (flow != null) {
                    return flow.getAsyncProcessor().process(exchange, callback);
                }
                if (endpoint.isFailIfNoConsumers()) {
                    exchange.setException(
                            new DirectConsumerNotAvailableException("There is no flow at " + endpoint, exchange));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                exchange.setException(e);
            }
            callback.done(true);
            return true;
        }

        /** Counted before it is looked up: whatever changes meanwhile has it looked up again. */
        @SuppressWarnings("deprecation") // the endpoint alone knows its key
        private DirectConsumer flow() throws InterruptedException {
            int now = changes.get();
            var last = known;
            if (last == null || last.changes() != now || last.flow() == null) {
                last = new Known(now, endpoint.getConsumer());
                known = last;
            }
            return last.flow();
        }
    }
}
