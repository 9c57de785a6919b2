package dev.interlude;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;

/** The server: upstream systems on one side, Cal.com on the other. */
@SpringBootApplication(
        exclude = {
            UserDetailsServiceAutoConfiguration.class,
            OpenTelemetryAutoConfiguration.class,
            OpenTelemetryLoggingAutoConfiguration.class
        })
public class Interlude {

    public static void main(String[] args) {
        var program = new SpringApplication(Interlude.class);
        program.setMainApplicationClass(Interlude.class);
        program.run(args);
    }
}
