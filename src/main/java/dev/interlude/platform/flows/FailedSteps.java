package dev.interlude.platform.flows;

import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SagaDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Remembers which step failed, for the steps of sagas and of the routes for integrators: Camel forgets it as soon as the
 * step is left.
 */
public final class FailedSteps implements InterceptStrategy {

    private static final String PROPERTY = "interludeFailedStep";

    private record Failure(Throwable cause, FailedStep step) {}

    /** The innermost step that failed with the exchange's exception. */
    public static FailedStep of(Exchange exchange) {
        var failure = exchange.getProperty(PROPERTY, Failure.class);
        return failure == null ? FailedStep.UNKNOWN : failure.step();
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        if (!(definition instanceof ProcessorDefinition<?> step) || !isWatched(step)) {
            return target;
        }
        var failed = new FailedStep(String.valueOf(route(step)), step.getId(), place(step));
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return super.process(exchange, doneSync -> {
                    note(exchange, failed);
                    callback.done(doneSync);
                });
            }
        };
    }

    private static void note(Exchange exchange, FailedStep step) {
        var cause = exchange.getException();
        if (cause == null) {
            return;
        }
        var known = exchange.getProperty(PROPERTY, Failure.class);
        if (known == null || known.cause() != cause) {
            exchange.setProperty(PROPERTY, new Failure(cause, step));
            exchange.setProperty("failedStep", step);
        }
    }

    private static boolean isWatched(ProcessorDefinition<?> step) {
        return ancestors(step).anyMatch(above -> above instanceof SagaDefinition)
                || String.valueOf(route(step)).startsWith("booking-after-");
    }

    private static String route(ProcessorDefinition<?> step) {
        return ancestors(step)
                .filter(above -> above instanceof RouteDefinition)
                .map(NamedNode::getId)
                .findFirst()
                .orElse(null);
    }

    private static Stream<ProcessorDefinition<?>> ancestors(ProcessorDefinition<?> step) {
        return Stream.<ProcessorDefinition<?>>iterate(
                step.getParent(), above -> above != null, ProcessorDefinition::getParent);
    }

    private static String place(ProcessorDefinition<?> step) {
        var file = step.getLocation();
        return file == null ? "" : file.replaceFirst("^file:", "") + ":" + step.getLineNumber();
    }
}
