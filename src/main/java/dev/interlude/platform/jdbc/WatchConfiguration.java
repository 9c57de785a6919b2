package dev.interlude.platform.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.interlude.platform.PlatformSettings;
import dev.interlude.platform.database.DatabaseLogin;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the database watch, and the pool that it closes. */
@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

    @Bean
    static BeanPostProcessor watchedPool() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool ? new WatchedConnections(pool) : bean;
            }
        };
    }

    @Bean
    DatabaseWatch databaseWatch(DataSource connections, PlatformSettings settings) throws SQLException {
        var pool = connections.unwrap(HikariDataSource.class);
        var properties = DatabaseLogin.of(pool.getUsername(), pool.getPassword());
        pool.getDataSourceProperties().forEach((name, value) -> properties.put(name, value.toString()));
        var limit = Duration.ofSeconds(settings.database().silence());
        return new DatabaseWatch(pool.getJdbcUrl(), properties, limit, connections.unwrap(WatchedConnections.class));
    }
}
