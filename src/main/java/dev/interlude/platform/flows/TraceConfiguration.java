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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Keeps trace, booking and saga when a flow goes on on another thread: a queue's, or one of a parallel split. Camel's own way
 * compiles a pattern for each message, and knows only what goes into the log.
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

        /** Copies of an exchange inherit it. */
        private static final String INHERITED = "interlude.work";

        private final Thread first = Thread.currentThread();
        private final Trace.Work former = Trace.work();
        private Thread last = first;
        private Trace.Work work = former;

        TracedWork(Exchange exchange, InflightRepository inflight, boolean original, boolean breadcrumb) {
            super(exchange, inflight, original, breadcrumb);
            if (exchange.getProperty(INHERITED) instanceof Trace.Work inherited) {
                work = inherited;
                Trace.enter(inherited);
            } else if (work != Trace.Work.NONE) {
                exchange.setProperty(INHERITED, work);
            }
        }

        @Override
        public boolean isBeforeAfterProcess() {
            return true;
        }

        /** What a step set is kept; after a parallel split the flow goes on on the thread that was done last. */
        @Override
        public AsyncCallback beforeProcess(Processor processor, Exchange exchange, AsyncCallback callback) {
            var here = Thread.currentThread();
            if (here != last) {
                last = here;
                Trace.enter(work);
            } else if (Trace.work() != work) {
                work = Trace.work();
                exchange.setProperty(INHERITED, work);
            }
            return callback;
        }

        @Override
        public void done(Exchange exchange) {
            var found = Trace.work();
            super.done(exchange);
            Trace.enter(Thread.currentThread() == first ? former.knowing(found) : Trace.Work.NONE);
        }
    }
}
