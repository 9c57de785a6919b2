package dev.interlude.support;

import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Refused;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;

/** Calls one flow by its name, as another flow would: with variables, and a body back. */
public final class Flows {

    private final ProducerTemplate camel;

    public Flows(ProducerTemplate camel) {
        this.camel = camel;
    }

    public Object call(String route, Map<String, ?> variables) {
        return call(route, variables, null);
    }

    public Object call(String route, Map<String, ?> variables, Object body) {
        var exchange = camel.request("direct:" + route, asked -> {
            variables.forEach(asked::setVariable);
            asked.getMessage().setBody(body);
        });
        if (exchange.getException() != null) {
            throw new CamelExecutionException(route, exchange, exchange.getException());
        }
        return exchange.getMessage().getBody();
    }

    /** The problem that a flow ends with. */
    public Problem refusal(String route, Map<String, ?> variables) {
        try {
            throw new AssertionError(route + " was not refused: " + call(route, variables));
        } catch (CamelExecutionException failed) {
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof Refused refused) {
                    return refused.problem();
                }
            }
            throw failed;
        }
    }
}
