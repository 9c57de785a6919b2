package dev.interlude.platform.http;

import dev.interlude.platform.PlatformSettings;
import dev.interlude.platform.ProblemAnswers;
import dev.interlude.platform.RequestLimits;
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

/** What a request passes before a route sees it: trace, key, limits, and the reduction to what is ours. */
@Configuration(proxyBeanMethods = false)
public class IngressConfiguration {

    private static final int AFTER_SECURITY = 0;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    @Bean
    ProblemWriter problemWriter(ProblemAnswers problems) {
        return new ProblemWriter(problems);
    }

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter() {
        var registration = new FilterRegistrationBean<>(new TraceFilter());
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

    @Bean("platform-http-engine")
    PlatformHttpEngine requestThreadEngine() {
        return new RequestThreadEngine(0);
    }

    /** What Spring's firewall turns away never reaches the page for problems: the firewall guards that page too. */
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
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> unreadableProblem() {
        return tomcat -> tomcat.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(UnreadableValve.class.getName());
            }
        });
    }
}
