package dev.interlude.bench;

import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.quartz.QuartzAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * What the libraries can do without Interlude: a Camel route and an MVC handler that answer the same short text. Not annotated
 * as a configuration, so that no test finds it by scanning.
 */
@EnableAutoConfiguration(
        exclude = {
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            QuartzAutoConfiguration.class,
            SecurityAutoConfiguration.class,
            ManagementWebSecurityAutoConfiguration.class
        })
public class ReferenceServer {

    static final String TEXT = "{\"status\":\"UP\"}";

    public static void main(String[] args) {
        var program = new SpringApplication(ReferenceServer.class);
        // Interlude's would ask for its settings.
        program.setInitializers(List.of());
        program.setDefaultProperties(Map.of(
                "spring.config.location", "classpath:bench/reference.yaml",
                "camel.main.routes-include-pattern", "classpath:bench/reference.camel.yaml"));
        program.run(args);
    }

    @Bean
    RouterFunction<ServerResponse> handler() {
        return RouterFunctions.route()
                .GET("/mvc", request -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(TEXT))
                .build();
    }
}
