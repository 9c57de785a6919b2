package dev.interlude.platform.flows;

import java.lang.reflect.Method;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.component.bean.ParameterBindingException;
import org.apache.camel.util.ObjectHelper;

/** One argument of a bean's method: a value that never changes, or what a simple expression says of each message. */
sealed interface Argument {

    /** One function of the simple language, and nothing around it. */
    Pattern FUNCTION = Pattern.compile("\\$\\{[^{}]+}");

    Pattern QUOTED = Pattern.compile("'[^'${}]*'|\"[^\"${}]*\"");
    Pattern LITERAL = Pattern.compile("true|false|null|-?\\d+");

    /** @throws Exception if it is not what the method takes */
    Object value(Exchange exchange) throws Exception;

    static boolean isReadable(String text) {
        return FUNCTION.matcher(text).matches()
                || QUOTED.matcher(text).matches()
                || LITERAL.matcher(text).matches();
    }

    static Argument of(CamelContext camel, String text, Method method, int index) {
        var type = ObjectHelper.convertPrimitiveTypeToWrapperType(method.getParameterTypes()[index]);
        if (FUNCTION.matcher(text).matches()) {
            var expression = camel.resolveLanguage("simple").createExpression(text);
            expression.init(camel);
            return new Evaluated(expression, type, method, index);
        }
        if (text.equals("null")) {
            return new Fixed(null);
        }
        var plain = QUOTED.matcher(text).matches() ? text.substring(1, text.length() - 1) : text;
        return new Fixed(camel.getTypeConverter().convertTo(type, plain));
    }

    /** The same for each message. */
    record Fixed(Object value) implements Argument {

        @Override
        public Object value(Exchange exchange) {
            return value;
        }
    }

    /** What an expression says of a message, converted to what the method takes. */
    record Evaluated(Expression expression, Class<?> type, Method method, int index) implements Argument {

        @Override
        public Object value(Exchange exchange) {
            var value = expression.evaluate(exchange, Object.class);
            if (value == null || type.isInstance(value)) {
                return value;
            }
            try {
                return exchange.getContext().getTypeConverter().mandatoryConvertTo(type, exchange, value);
            } catch (Exception e) {
                throw new ParameterBindingException(e, method, index, type, value);
            }
        }
    }
}
