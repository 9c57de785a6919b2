package dev.interlude.platform.start;

import dev.interlude.platform.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Warns of variables of the environment that look like ours and have no effect, as a misspelled one has, or only half of it:
 * without the dashes of its setting a name is found where Java binds it, and not where a flow reads it.
 */
public final class VariableNames implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger LOG = LoggerFactory.getLogger(VariableNames.class);
    private static final String OURS = "INTERLUDE_";
    private static final Pattern WRITTEN = Pattern.compile("\\$\\{(" + OURS + "[A-Z0-9_]+)");

    /** Read before Spring is there, by the script or by Java. */
    private static final Set<String> EARLY = Set.of("INTERLUDE_JAVA", "INTERLUDE_CACHE", "INTERLUDE_ZONEINFO");

    /** Settings by ids that an operator chooses. */
    private static final Set<String> MAPS = Set.of("INTERLUDE_CALCOM_ACCOUNTS_", "INTERLUDE_CALCOM_VERSIONS_");

    /**
     * @param names that config/application.yaml reads, and those that name a setting of it
     * @param bound names that only Java finds, with the one to write instead
     */
    record Known(Set<String> names, Map<String, String> bound) {}

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var environment = context.getEnvironment();
        unknown(environment.getSystemEnvironment().keySet(), known(environment)).forEach(LOG::warn);
    }

    /** A sentence for each one that not everything reads. */
    static List<String> unknown(Collection<String> set, Known known) {
        return set.stream()
                .filter(name -> name.startsWith(OURS) && !known.names().contains(name))
                .filter(name -> MAPS.stream().noneMatch(name::startsWith))
                .sorted()
                .map(name -> known.bound().containsKey(name)
                        ? "The variable %s does not reach the flows: write %s."
                                .formatted(name, known.bound().get(name))
                        : "The variable %s has no effect: %s".formatted(name, advice(name, known.names())))
                .toList();
    }

    static Known known(ConfigurableEnvironment environment) {
        var known = new TreeSet<>(EARLY);
        var bound = new TreeMap<String, String>();
        environment.getPropertySources().stream()
                .filter(source -> !source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME))
                .filter(EnumerablePropertySource.class::isInstance)
                .map(EnumerablePropertySource.class::cast)
                .forEach(source -> Stream.of(source.getPropertyNames()).forEach(key -> {
                    var name = variable(key);
                    known.add(name);
                    bound.put(variable(key.replace("-", "")), name);
                    WRITTEN.matcher(String.valueOf(source.getProperty(key)))
                            .results()
                            .forEach(found -> known.add(found.group(1)));
                }));
        known.removeIf(name -> !name.startsWith(OURS));
        bound.keySet().removeIf(name -> !name.startsWith(OURS) || known.contains(name));
        return new Known(known, bound);
    }

    private static String variable(String key) {
        return key.replaceAll("[-.\\[\\]]+", "_").toUpperCase(Locale.ROOT);
    }

    /** The beginning is the same for all; only the rest can tell which one was meant. */
    private static String advice(String name, Set<String> known) {
        var rests = known.stream().map(VariableNames::rest).toList();
        return Spelling.nearest(rest(name), rests)
                .map(near -> "did you mean %s?".formatted(OURS + near))
                .orElse("docs/settings.md lists those there are.");
    }

    private static String rest(String name) {
        return name.substring(OURS.length());
    }
}
