package dev.interlude.platform.http;

import dev.interlude.platform.PlatformSettings;
import dev.interlude.platform.ProblemAnswers;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** What a request passes before a route sees it: trace, key, limits, and the reduction to what is ours. */
@Configuration(proxyBeanMethods = false)
public class IngressConfiguration {

    private static final int AFTER_SECURITY = 0;

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
    FilterRegistrationBean<IngressFilter> ingressFilter(PlatformSettings settings, ProblemWriter problems) {
        var registration = new FilterRegistrationBean<>(new IngressFilter(settings, problems));
        registration.setOrder(AFTER_SECURITY);
        return registration;
    }

    @Bean("platform-http-engine")
    PlatformHttpEngine requestThreadEngine() {
        return new RequestThreadEngine(0);
    }
}
