package dev.interlude;

import dev.interlude.platform.Problem;
import dev.interlude.platform.Refused;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;

/** Calls one flow by its name, as another flow would: with variables, and a body back. */
final class Flows {

    private final ProducerTemplate camel;

    Flows(ProducerTemplate camel) {
        this.camel = camel;
    }

    Object call(String route, Map<String, ?> variables) {
        return call(route, variables, null);
    }

    Object call(String route, Map<String, ?> variables, Object body) {
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
    Problem refusal(String route, Map<String, ?> variables) {
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
