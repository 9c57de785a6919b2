package dev.interlude.support.count;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.engine.PrototypeProcessorExchangeFactory;
import org.apache.camel.spi.ProcessorExchangeFactory;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.slf4j.MDC;

/** Counts the exchanges that steps of flows copy, on behalf of the requests that are counted. */
public final class CountedCopies implements CamelContextConfiguration {

    private static final Map<String, AtomicInteger> COUNTED = new ConcurrentHashMap<>();

    /** @param traceId 32 hexadecimal digits */
    static void begin(String traceId) {
        COUNTED.put(traceId, new AtomicInteger());
    }

    static int end(String traceId) {
        return COUNTED.remove(traceId).get();
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        camel.getCamelContextExtension().setProcessorExchangeFactory(new Counting(null));
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {}

    private static final class Counting extends PrototypeProcessorExchangeFactory {

        Counting(Processor processor) {
            super(processor);
        }

        @Override
        public ProcessorExchangeFactory newProcessorExchangeFactory(Processor processor) {
            var factory = new Counting(processor);
            factory.setCamelContext(camelContext);
            return factory;
        }

        @Override
        public Exchange createCopy(Exchange exchange) {
            count();
            return super.createCopy(exchange);
        }

        @Override
        public Exchange createCorrelatedCopy(Exchange exchange, boolean handover) {
            count();
            return super.createCorrelatedCopy(exchange, handover);
        }

        private static void count() {
            var traceId = MDC.get("traceId");
            var counted = traceId == null ? null : COUNTED.get(traceId);
            if (counted != null) {
                counted.incrementAndGet();
            }
        }
    }
}
