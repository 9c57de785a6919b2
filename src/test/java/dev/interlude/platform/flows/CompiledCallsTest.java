package dev.interlude.platform.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.apache.camel.BeanScope;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.language.bean.BeanExpression;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A bean's method that a flow calls")
class CompiledCallsTest {

    public record Plan(String start, List<String> staff) {}

    public static final class Desk {

        private String noted = "";

        public String greet(String name, int times) {
            return name.repeat(times);
        }

        public String join(String one, String other) {
            return one + "+" + other;
        }

        public int twice(int number) {
            return 2 * number;
        }

        public String twice(String text) {
            return text + text;
        }

        public void note(String text) {
            noted = text;
        }

        public String refuse() {
            throw new IllegalStateException("not today");
        }
    }

    private final CamelContext camel = new DefaultCamelContext();
    private final Desk desk = new Desk();
    private final Exchange exchange = withoutCopies(new DefaultExchange(camel));

    private static Exchange withoutCopies(Exchange exchange) {
        return (Exchange) Proxy.newProxyInstance(
                CompiledCallsTest.class.getClassLoader(),
                new Class<?>[] {Exchange.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).doesNotContain("copy");
                    return method.invoke(exchange, arguments);
                });
    }

    @BeforeEach
    void start() {
        camel.getRegistry().bind("desk", desk);
        camel.getRegistry().bind("bean-language", new CompiledCalls());
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    @DisplayName("gets variables, what stands behind them, the body, and plain values, converted to what it takes")
    void arguments() {
        exchange.setVariable("plan", new Plan("09:00", List.of()));
        exchange.setVariable("times", "2");
        exchange.getIn().setBody("body");

        assertThat(value("greet(${variable.plan.start}, ${variable.times})")).isEqualTo("09:0009:00");
        assertThat(value("greet(${body}, 3)")).isEqualTo("bodybodybody");
        assertThat(value("join('one, two', ${header.missing})")).isEqualTo("one, two+null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "'Anna'", "\"Ben\"", "${body}", "true", "java.lang.String.class"})
    @DisplayName("gets a customer's text as it is, whatever Camel would make of it")
    void customersText(String name) {
        exchange.setVariable("name", name);

        assertThat(value("join(${variable.name}, '!')")).isEqualTo(name + "+!");
    }

    @Test
    @DisplayName("is left to Camel when more than one would fit, or when it is written in another way")
    void leftToCamel() {
        assertThat(expression("twice(${variable.number})")).isInstanceOf(BeanExpression.class);
        assertThat(expression("note")).isInstanceOf(BeanExpression.class);
        assertThat(expression("note(Hello ${body})")).isInstanceOf(BeanExpression.class);
    }

    @Test
    @DisplayName("fails with its own exception, for the flow to handle")
    void failing() {
        assertThat(value("refuse()")).isNull();

        assertThat(exchange.getException())
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("not today");
    }

    @Test
    @DisplayName("as a step sets the body, unless it returns nothing")
    void steps() throws Exception {
        var steps = new BeanSteps(PluginHelper.getBeanProcessorFactory(camel));
        exchange.getIn().setBody("body");

        steps.createBeanProcessor(camel, null, null, null, "desk", "note(${body})", BeanScope.Singleton)
                .process(exchange);
        assertThat(desk.noted).isEqualTo("body");
        assertThat(exchange.getMessage().getBody()).isEqualTo("body");

        steps.createBeanProcessor(camel, null, null, null, "desk", "greet(${body}, 2)", BeanScope.Singleton)
                .process(exchange);
        assertThat(exchange.getMessage().getBody()).isEqualTo("bodybody");
    }

    @Test
    @DisplayName("behind a variable may be one with an index: Camel reads that")
    void indexes() {
        var copied = new DefaultExchange(camel);
        copied.setVariable("plan", new Plan("09:00", List.of("anna", "ben")));
        copied.setVariable("of", Map.of("anna", "colour"));

        assertThat(simple("${variable.plan.staff[1]}").evaluate(copied, String.class))
                .isEqualTo("ben");
        assertThat(simple("${variable.of[anna]}").evaluate(copied, String.class))
                .isEqualTo("colour");
    }

    private Object value(String method) {
        return expression(method).evaluate(exchange, Object.class);
    }

    private Expression expression(String method) {
        var expression = camel.resolveLanguage("bean")
                .createExpression(null, new Object[] {null, null, method, null, "desk", null, null});
        expression.init(camel);
        return expression;
    }

    private Expression simple(String text) {
        var expression = camel.resolveLanguage("simple").createExpression(text);
        expression.init(camel);
        return expression;
    }
}
