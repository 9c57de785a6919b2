package dev.interlude.platform.flows;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.MessageHelper;

/**
 * A bean's method and its arguments, worked out once from what a flow says: {@code read(${variable.request}, 'direct:x')}.
 * Camel's own way reads that text anew, and as an expression copies the whole exchange, for each message.
 */
final class BeanCall {

    private final Object bean;
    private final Method method;
    private final List<Argument> arguments;

    private BeanCall(Object bean, Method method, List<Argument> arguments) {
        this.bean = bean;
        this.method = method;
        this.arguments = arguments;
    }

    /** Empty for what is better left to Camel: other notations, and calls with more than one method that fits. */
    static Optional<BeanCall> of(CamelContext camel, String ref, String text) {
        if (ref == null || text == null || !text.strip().endsWith(")")) {
            return Optional.empty();
        }
        var bean = camel.getRegistry().lookupByName(ref);
        var written = Calls.of(text);
        var texts = written.arguments().orElse(List.of());
        if (bean == null || !texts.stream().allMatch(Argument::isReadable)) {
            return Optional.empty();
        }
        var methods = Stream.of(bean.getClass().getMethods())
                .filter(method -> method.getName().equals(written.method()))
                .filter(method -> !method.isBridge() && !method.isVarArgs())
                .filter(method -> method.getParameterCount() == texts.size())
                .toList();
        if (methods.size() != 1 || !isPlain(methods.get(0))) {
            return Optional.empty();
        }
        var method = methods.get(0);
        var arguments = new ArrayList<Argument>();
        for (var i = 0; i < texts.size(); i++) {
            arguments.add(Argument.of(camel, texts.get(i), method, i));
        }
        return Optional.of(new BeanCall(bean, method, arguments));
    }

    private static boolean isPlain(Method method) {
        return !CompletionStage.class.isAssignableFrom(method.getReturnType())
                && method.getAnnotations().length == 0
                && method.trySetAccessible();
    }

    boolean returnsNothing() {
        return method.getReturnType() == void.class;
    }

    /** @throws Throwable what the method throws, or why an argument cannot be had */
    Object invoke(Exchange exchange) throws Throwable {
        MessageHelper.resetStreamCache(exchange.getIn());
        var values = new Object[arguments.size()];
        for (var i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).value(exchange);
        }
        try {
            return method.invoke(bean, values);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    @Override
    public String toString() {
        return method.toString();
    }
}
