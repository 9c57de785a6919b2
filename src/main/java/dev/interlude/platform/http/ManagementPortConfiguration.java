package dev.interlude.platform.http;

import dev.interlude.platform.PlatformSettings;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** The management port has threads and connections of its own; they are guarded as the API's are. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
public class ManagementPortConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> managementConnections(PlatformSettings settings) {
        return tomcat -> IngressConfiguration.harden(tomcat, settings);
    }
}
