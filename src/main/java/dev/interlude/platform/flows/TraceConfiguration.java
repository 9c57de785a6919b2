package dev.interlude.platform.flows;

import dev.interlude.platform.Beans;
import dev.interlude.platform.Trace;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.engine.DefaultUnitOfWork;
import org.apache.camel.spi.InflightRepository;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.spi.UnitOfWorkFactory;
import org.slf4j.MDC;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Keeps the trace and the booking in the log when a flow goes on on another thread: a queue's, or one of a parallel split.
 * Camel's own way compiles a pattern for each message.
 */
@Configuration(proxyBeanMethods = false)
@Beans({Trace.class})
class TraceConfiguration {

    @Bean
    UnitOfWorkFactory tracedWork() {
        return new Factory();
    }

    private static final class Factory implements UnitOfWorkFactory {

        private InflightRepository inflight;
        private boolean original;
        private boolean breadcrumb;

        @Override
        public void afterPropertiesConfigured(CamelContext camel) {
            inflight = camel.getInflightRepository();
            original = camel.isAllowUseOriginalMessage();
            breadcrumb = camel.isUseBreadcrumb();
        }

        @Override
        public UnitOfWork createUnitOfWork(Exchange exchange) {
            return new TracedWork(exchange, inflight, original, breadcrumb);
        }
    }

    /** Made on the thread that does the work, and mostly done there. */
    private static final class TracedWork extends DefaultUnitOfWork {

        private final Thread thread = Thread.currentThread();
        private final String formerTrace = Trace.current();
        private final String formerBooking = Trace.booking();

        TracedWork(Exchange exchange, InflightRepository inflight, boolean original, boolean breadcrumb) {
            super(exchange, inflight, original, breadcrumb);
            put(exchange, Trace.TRACE);
            put(exchange, Trace.BOOKING);
        }

        @Override
        public boolean isBeforeAfterProcess() {
            return true;
        }

        /** After a parallel split the flow goes on on the thread that was done last. */
        @Override
        public AsyncCallback beforeProcess(Processor processor, Exchange exchange, AsyncCallback callback) {
            var trace = variable(exchange, Trace.TRACE);
            if (trace != null && !trace.equals(Trace.current())) {
                MDC.put(Trace.TRACE, trace);
                Trace.restore(Trace.BOOKING, variable(exchange, Trace.BOOKING));
            }
            return callback;
        }

        @Override
        public void done(Exchange exchange) {
            super.done(exchange);
            var here = Thread.currentThread() == thread;
            Trace.restore(Trace.TRACE, here ? formerTrace : null);
            Trace.restore(Trace.BOOKING, here ? formerBooking : null);
        }

        private static void put(Exchange exchange, String key) {
            var value = variable(exchange, key);
            if (value != null) {
                MDC.put(key, value);
            }
        }

        private static String variable(Exchange exchange, String key) {
            var value = exchange.hasVariables() ? exchange.getVariable(key) : null;
            return value == null ? null : value.toString();
        }
    }
}
