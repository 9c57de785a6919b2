package dev.interlude.platform.http;

import dev.interlude.platform.Beans;
import dev.interlude.platform.Ids;
import dev.interlude.platform.PlatformSettings;
import dev.interlude.platform.RequestLimits;
import dev.interlude.platform.flows.FlowGate;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** The filters before a route: trace, key, limits, and reducing the request to known headers. */
@Configuration(proxyBeanMethods = false)
@Beans({ProblemWriter.class})
public class IngressConfiguration {

    private static final int AFTER_SECURITY = 0;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter(Clock clock) {
        var registration = new FilterRegistrationBean<>(new TraceFilter(new Ids(clock)));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    FilterRegistrationBean<IngressFilter> ingressFilter(
            PlatformSettings settings, ObjectProvider<CamelContext> camel, ProblemWriter problems, Clock clock) {
        var registration =
                new FilterRegistrationBean<>(new IngressFilter(settings, camel, problems, new RequestLimits(clock)));
        registration.setOrder(AFTER_SECURITY);
        return registration;
    }

    @Bean
    FilterRegistrationBean<RoomFilter> roomFilter(PlatformSettings settings, ProblemWriter problems) {
        var registration = new FilterRegistrationBean<>(new RoomFilter(settings, problems));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    /** Last, so that refused requests need not wait. */
    @Bean
    FilterRegistrationBean<FlowGateFilter> flowGateFilter(FlowGate gate) {
        var registration = new FilterRegistrationBean<>(new FlowGateFilter(gate));
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }

    @Bean("platform-http-engine")
    PlatformHttpEngine requestThreadEngine() {
        return new RequestThreadEngine(0);
    }

    /** Requests rejected by Spring's firewall never reach the problem page, as the firewall guards that page too. */
    @Bean
    RequestRejectedHandler firewallProblem(ProblemWriter problems) {
        return (request, response, why) -> problems.write(
                request,
                response,
                METHODS.contains(request.getMethod())
                        ? ProblemPage.problem(HttpServletResponse.SC_BAD_REQUEST)
                        : ProblemPage.problem(HttpServletResponse.SC_METHOD_NOT_ALLOWED));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connections(PlatformSettings settings) {
        return tomcat -> harden(tomcat, settings);
    }

    /** For the API's port and the management port: slow or idle clients hold no thread or connection. */
    static void harden(TomcatServletWebServerFactory tomcat, PlatformSettings settings) {
        tomcat.setProtocol(GivingWayProtocol.class.getName());
        tomcat.addEngineValves(new UnreadBodyValve(), new PathParameterValve());
        tomcat.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof GivingWayProtocol protocol) {
                protocol.setDisableUploadTimeout(false);
                protocol.setConnectionUploadTimeout(
                        (int) settings.api().bodyPause().toMillis());
            }
        });
        tomcat.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(UnreadableValve.class.getName());
            }
        });
    }
}
