package dev.interlude.catalog;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the catalog at start; a mistake in it stops the start. */
@Configuration(proxyBeanMethods = false)
class CatalogConfiguration {

    @Bean
    Catalog catalog(@Value("${interlude.catalog}") Path file) {
        return CatalogFile.read(file);
    }
}
