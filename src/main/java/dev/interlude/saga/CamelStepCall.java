package dev.interlude.saga;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/**
 * Sends an exchange with the step's options as headers. It does not carry {@code Long-Running-Action}: what undoes a saga
 * must not join it. A route that handles its own failure says "done" here.
 */
public class CamelStepCall implements StepCall {

    private final CamelContext camel;
    private volatile ProducerTemplate template;

    public CamelStepCall(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public void call(String uri, Map<String, String> headers) throws Exception {
        var answer = template()
                .send(uri, exchange -> exchange.getMessage().getHeaders().putAll(headers));
        if (answer.getException() != null) {
            throw answer.getException();
        }
        if (answer.isRollbackOnly()) {
            throw new IllegalStateException("The route marked itself for rollback");
        }
    }

    private ProducerTemplate template() {
        if (template == null) {
            synchronized (this) {
                if (template == null) {
                    template = camel.createProducerTemplate();
                }
            }
        }
        return template;
    }
}
