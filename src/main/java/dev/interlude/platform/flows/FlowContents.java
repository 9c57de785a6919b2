package dev.interlude.platform.flows;

import org.apache.camel.CamelContext;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.slf4j.LoggerFactory;

/** What flows consist of, as they are now. */
public class FlowContents {

    private final Model flows;

    public FlowContents(CamelContext camel) {
        flows = camel.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** Whether a route does more than to log below what is written; one that does not need not be run. */
    public boolean doesSomething(String route) {
        var flow = flows.getRouteDefinition(route);
        return flow == null || !flow.getOutputs().stream().allMatch(FlowContents::isSilent);
    }

    private static boolean isSilent(ProcessorDefinition<?> step) {
        return step instanceof LogDefinition log
                && "DEBUG".equals(log.getLoggingLevel())
                && log.getLogName() != null
                && !LoggerFactory.getLogger(log.getLogName()).isDebugEnabled();
    }
}
