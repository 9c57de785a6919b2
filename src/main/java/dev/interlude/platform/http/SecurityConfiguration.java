package dev.interlude.platform.http;

import static dev.interlude.platform.Role.ADMIN;
import static dev.interlude.platform.Role.BOOK;
import static dev.interlude.platform.Role.DEPOSIT;
import static dev.interlude.platform.Role.EMERGENCY;
import static dev.interlude.platform.Role.READ;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import dev.interlude.platform.Guesses;
import dev.interlude.platform.RequestLimits;
import dev.interlude.platform.jdbc.KnownKeys;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.web.context.support.WebApplicationContextUtils;

/** Authorization. Unlisted paths need a key, and the role admin for writes. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String[] PUBLIC = {
        "/webhooks/**", "/openapi.yaml", "/openapi.json", "/docs", "/health/calcom/**"
    };
    private static final String[] ADMINS_ONLY = {
        "/api/v1/keys/**",
        "/api/v1/absences/**",
        "/api/v1/sagas/**",
        "/api/v1/event-types/**",
        "/api/v1/webhook-registration/**",
        "/api/v1/webhook-deliveries/**",
        "/api/v1/follow-ups/**",
        "/api/v1/freed-times/**",
        "/api/v1/subscriptions/**",
        "/api/v1/sync/runs/**",
        "/api/v1/sync/drift/**",
        "/api/v1/attendees/**",
        "/api/v1/bookings/*/resolve-flag",
        "/api/v1/bookings/*/forgive-no-show"
    };
    private static final String[] BOOKING = {
        "/api/v1/bookings/**", "/api/v1/series/**", "/api/v1/holds/**", "/api/v1/waitlist/**"
    };

    /** Observing each filter took a tenth of a request's time for unused metrics. */
    @Bean
    SecurityObservationSettings unobserved() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(1)
    SecurityFilterChain management(HttpSecurity http, KnownKeys keys, Guesses guesses, ProblemWriter problems)
            throws Exception {
        return stateless(http)
                // A browser that is logged in there sends its login along with whatever a foreign page makes it ask.
                .csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                        .csrfTokenRequestHandler(tokenInCookie())
                        // Each request is a login here; by default each would get a new token and so end the one in
                        // use.
                        .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy()))
                .securityMatcher(
                        new OrRequestMatcher(EndpointRequest.toAnyEndpoint(), SecurityConfiguration::isConsole))
                .addFilterBefore(new OriginFilter(problems), CsrfFilter.class)
                .addFilterBefore(new LoginFilter(guesses, problems), BasicAuthenticationFilter.class)
                .authenticationProvider(new AdminLogin(keys))
                .authorizeHttpRequests(
                        may -> may.requestMatchers("/actuator/health/liveness", "/actuator/health/readiness")
                                .permitAll()
                                .anyRequest()
                                .hasRole(ADMIN.name()))
                .httpBasic(Customizer.withDefaults())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain api(
            HttpSecurity http, KnownKeys keys, RequestLimits limits, Guesses guesses, ProblemWriter problems)
            throws Exception {
        return stateless(http)
                .addFilterBefore(
                        new BearerKeyFilter(keys, limits, guesses, problems),
                        UsernamePasswordAuthenticationFilter.class)
                .authorizeHttpRequests(may -> may.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(PUBLIC)
                        .permitAll()
                        .requestMatchers(ADMINS_ONLY)
                        .hasAuthority(ADMIN.name())
                        .requestMatchers(GET)
                        .hasAnyAuthority(READ.name(), BOOK.name(), ADMIN.name())
                        .requestMatchers(HEAD)
                        .hasAnyAuthority(READ.name(), BOOK.name(), ADMIN.name())
                        // The flow asks which of the two it needs.
                        .requestMatchers(POST, "/api/v1/bookings")
                        .hasAnyAuthority(BOOK.name(), EMERGENCY.name())
                        .requestMatchers(POST, "/api/v1/bookings/*/deposit")
                        .hasAuthority(DEPOSIT.name())
                        .requestMatchers(POST, BOOKING)
                        .hasAuthority(BOOK.name())
                        .requestMatchers(DELETE, "/api/v1/holds/*", "/api/v1/waitlist/*", "/api/v1/bulk/*")
                        .hasAnyAuthority(BOOK.name(), ADMIN.name())
                        .requestMatchers(POST, "/api/v1/availability/bulk")
                        .hasAnyAuthority(READ.name(), BOOK.name(), ADMIN.name())
                        .anyRequest()
                        .hasAuthority(ADMIN.name()))
                .exceptionHandling(refused -> refused.authenticationEntryPoint((request, response, why) -> {
                            response.setHeader("WWW-Authenticate", "Bearer");
                            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
                        })
                        .accessDeniedHandler(
                                (request, response, why) -> response.sendError(HttpServletResponse.SC_FORBIDDEN)))
                .build();
    }

    /** On the management port only: the public port has no console. */
    private static boolean isConsole(HttpServletRequest request) {
        var context = WebApplicationContextUtils.getWebApplicationContext(request.getServletContext());
        return WebServerApplicationContext.hasServerNamespace(context, "management")
                && (request.getRequestURI().equals("/console")
                        || request.getRequestURI().startsWith("/console/"));
    }

    /** Hawtio reads the token from its cookie: it must be set with the first page. */
    private static CsrfTokenRequestAttributeHandler tokenInCookie() {
        var handler = new CsrfTokenRequestAttributeHandler();
        handler.setCsrfRequestAttributeName(null);
        return handler;
    }

    private static HttpSecurity stateless(HttpSecurity http) throws Exception {
        return http.addFilterBefore(new UnreadBodyFilter(), CsrfFilter.class)
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(Customizer.withDefaults())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }
}
