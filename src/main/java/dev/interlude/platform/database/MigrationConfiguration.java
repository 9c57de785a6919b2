package dev.interlude.platform.database;

import java.util.Properties;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Migrations use connections of their own: one statement of theirs may take longer than any of a request. */
@Configuration(proxyBeanMethods = false)
public class MigrationConfiguration {

    @Bean
    FlywayConfigurationCustomizer connectionsOfMigrations(JdbcConnectionDetails database) {
        var connections =
                new DriverManagerDataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword());
        var limits = new Properties();
        limits.put("connectTimeout", "5");
        limits.put("loginTimeout", "10");
        limits.put("tcpKeepAlive", "true");
        connections.setConnectionProperties(limits);
        return flyway -> flyway.dataSource(connections);
    }
}
