package dev.interlude.platform.start;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/** Says in one sentence which setting has a value of the wrong kind. */
public final class WrongSettingAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final Map<Class<?>, String> KINDS = Map.of(
            Integer.class, "a whole number such as 10",
            Long.class, "a whole number such as 10",
            Double.class, "a number such as 0.5",
            Boolean.class, "true or false",
            Duration.class, "a time such as 500ms, 30s or 5m",
            DataSize.class, "a size such as 256KB",
            InetAddress.class, "an address such as 127.0.0.1");

    private final ConfigurableEnvironment environment;

    public WrongSettingAnalyzer(Environment environment) {
        this.environment = (ConfigurableEnvironment) environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable failure, BindException wrong) {
        var conversion = findCause(wrong, ConversionFailedException.class);
        if (conversion == null) {
            return null;
        }
        var key = wrong.getName().toString();
        var name = SettingName.of(environment, key);
        var type = ClassUtils.resolvePrimitiveIfNecessary(
                conversion.getTargetType().getType());
        return new FailureAnalysis(
                "%s is '%s', which is not %s."
                        .formatted(
                                name.equals(key) ? "The setting " + key : name + " (" + key + ")",
                                conversion.getValue(),
                                KINDS.getOrDefault(type, "a " + type.getSimpleName())),
                "Correct it, or remove it: docs/settings.md shows its default.",
                wrong);
    }
}
