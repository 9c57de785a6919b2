package dev.interlude.catalog;

import java.nio.file.Path;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Reads the catalog before a database is started that would have to be stopped again. */
final class CatalogCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        CatalogFile.read(Path.of(context.getEnvironment().getRequiredProperty("interlude.catalog")));
    }
}
