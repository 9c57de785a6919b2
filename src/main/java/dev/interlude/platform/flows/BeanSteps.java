package dev.interlude.platform.flows;

import java.lang.reflect.Method;
import org.apache.camel.AsyncCallback;
import org.apache.camel.BeanScope;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.BeanProcessorFactory;
import org.apache.camel.spi.IdAware;
import org.apache.camel.support.AsyncProcessorSupport;

/** Camel's {@code bean} steps, worked out once; see {@link BeanCall}. What cannot be is left to Camel. */
record BeanSteps(BeanProcessorFactory camels) implements BeanProcessorFactory {

    @Override
    public Processor createBeanProcessor(CamelContext camel, Object bean, Method method) throws Exception {
        return camels.createBeanProcessor(camel, bean, method);
    }

    @Override
    public Processor createBeanProcessor(
            CamelContext camel,
            Object bean,
            String beanType,
            Class<?> beanClass,
            String ref,
            String method,
            BeanScope scope)
            throws Exception {
        var call = bean == null && scope == BeanScope.Singleton ? BeanCall.of(camel, ref, method) : null;
        return call != null && call.isPresent()
                ? new Step(call.get())
                : camels.createBeanProcessor(camel, bean, beanType, beanClass, ref, method, scope);
    }

    private static final class Step extends AsyncProcessorSupport implements IdAware {

        private final BeanCall call;
        private String id;

        Step(BeanCall call) {
            this.call = call;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            try {
                var result = call.invoke(exchange);
                if (!call.returnsNothing()) {
                    exchange.getMessage().setBody(result);
                }
            } catch (Throwable e) {
                exchange.setException(e);
            }
            callback.done(true);
            return true;
        }

        @Override
        public String getId() {
            return id;
        }

        @Override
        public void setId(String id) {
            this.id = id;
        }

        @Override
        public String toString() {
            return call.toString();
        }
    }
}
