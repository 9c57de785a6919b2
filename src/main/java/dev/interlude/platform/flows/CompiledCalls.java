package dev.interlude.platform.flows;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.language.bean.BeanLanguage;
import org.apache.camel.support.ExpressionAdapter;

/**
 * Camel's {@code method} expressions, and what {@code simple} says behind a dot, without a copy of the exchange for each:
 * copies were a quarter of a search's time. What cannot be worked out beforehand is left to Camel.
 */
final class CompiledCalls extends BeanLanguage {

    private static final int RESULT_TYPE = 0;
    private static final int BEAN = 1;
    private static final int METHOD = 2;
    private static final int REF = 4;

    private final Accessors accessors = new Accessors();

    @Override
    public Expression createExpression(String expression, Object[] properties) {
        var method = property(String.class, properties, METHOD, null);
        var bean = property(Object.class, properties, BEAN, null);
        if (bean != null && method != null) {
            var reached = accessors.follow(bean, method);
            if (reached.isPresent()) {
                return new Value(reached.get().value());
            }
        }
        var ref = property(String.class, properties, REF, null);
        var call = bean == null && getCamelContext() != null
                ? BeanCall.of(getCamelContext(), ref, method)
                : Optional.<BeanCall>empty();
        return call.<Expression>map(each -> new Called(each, property(Class.class, properties, RESULT_TYPE, null)))
                .orElseGet(() -> super.createExpression(expression, properties));
    }

    /** Simple asks for a new expression for each message, with the value that the message has. */
    private static final class Value extends ExpressionAdapter {

        private final Object value;

        Value(Object value) {
            this.value = value;
        }

        @Override
        public Object evaluate(Exchange exchange) {
            return value;
        }
    }

    private static final class Called extends ExpressionAdapter {

        private final BeanCall call;
        private final Class<?> resultType;

        Called(BeanCall call, Class<?> resultType) {
            this.call = call;
            this.resultType = resultType;
        }

        /** As in Camel's own, the exchange carries what fails: the flow's error handling takes it up as it is. */
        @Override
        public Object evaluate(Exchange exchange) {
            try {
                var result = call.invoke(exchange);
                return resultType == null || result == null
                        ? result
                        : exchange.getContext().getTypeConverter().convertTo(resultType, exchange, result);
            } catch (Throwable e) {
                exchange.setException(e);
                return null;
            }
        }

        @Override
        public String toString() {
            return call.toString();
        }
    }
}
