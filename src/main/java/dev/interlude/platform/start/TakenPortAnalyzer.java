package dev.interlude.platform.start;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** A port that was taken between the check of {@link FreePorts} and its use. */
public final class TakenPortAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

    private final ConfigurableEnvironment environment;

    public TakenPortAnalyzer(Environment environment) {
        this.environment = (ConfigurableEnvironment) environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable failure, PortInUseException taken) {
        var prefix = environment.getProperty("management.server.port", "").equals(String.valueOf(taken.getPort()))
                ? "management.server"
                : "server";
        var why = FreePorts.taken(environment, prefix, taken.getPort());
        return new FailureAnalysis(why.getMessage(), why.next(), taken);
    }
}
