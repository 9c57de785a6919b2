package dev.interlude.platform.flows;

import java.util.stream.Stream;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in which file and line a flow stands that Camel could not build. */
public final class UnbuiltFlowsAnalyzer implements FailureAnalyzer {

    private static final String CAMEL = "org.apache.camel.";

    private final BeanFactory beans;

    public UnbuiltFlowsAnalyzer(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        return isCamels(failure)
                ? beans.getBean(Flows.class)
                        .whyNotBuilt()
                        .map(why -> new FailureAnalysis(why.getMessage(), why.next(), why))
                        .orElse(null)
                : null;
    }

    private static boolean isCamels(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause.getClass().getName().startsWith(CAMEL));
    }
}
