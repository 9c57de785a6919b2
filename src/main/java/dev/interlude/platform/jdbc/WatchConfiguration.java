package dev.interlude.platform.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.interlude.platform.PlatformSettings;
import dev.interlude.platform.database.DatabaseLogin;
import dev.interlude.platform.work.Changes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the database watch, the pool that it closes, and the count of what is written. */
@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

    /** What a search asks the database about. */
    private static final Set<String> SEARCHED =
            Set.of("hold", "held_unit", "booking", "segment", "segment_move", "absence");

    @Bean
    static Changes changes() {
        return new Changes();
    }

    @Bean
    static BeanPostProcessor watchedPool(ObjectProvider<Changes> changes) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool
                        ? new CountedWrites(new WatchedConnections(pool), changes.getObject(), SEARCHED)
                        : bean;
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
