package dev.interlude.platform.http;

import dev.interlude.platform.Caller;
import dev.interlude.platform.Callers;
import dev.interlude.platform.PlatformSettings;
import dev.interlude.platform.RequestLimits;
import dev.interlude.platform.Role;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The only way to a route. Camel copies request headers and parameters into the message, and the message's headers into
 * calls and answers; so a route gets a body of bounded size, the few headers named here, and no parameters at all.
 */
final class IngressFilter extends OncePerRequestFilter {

    /** The port opens before the flows are ready; a 404 then would be wrong. */
    private static final Problem STARTING =
            Problem.of(ProblemCode.UNAVAILABLE, "The server is starting").withRetryAfter(5);

    /** Bytes of a body that is too large that are still read, so that the refusal arrives. */
    private static final int MOST_DISCARDED = 4 << 20;

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final List<String> API_HEADERS = List.of("Accept", "Idempotency-Key");
    private static final String SIGNATURE = "X-Cal-Signature-256";
    private static final List<String> WEBHOOK_HEADERS = List.of(SIGNATURE, "X-Cal-Webhook-Version");
    /** Whether it fits the body is asked when there is one; what is none is refused before. */
    private static final Pattern SIGNATURE_FORM =
            Pattern.compile("\\s*(sha256=)?[0-9a-fA-F]{64}\\s*", Pattern.CASE_INSENSITIVE);

    private static final Problem UNSIGNED =
            Problem.of(ProblemCode.UNAUTHENTICATED, "The signature is missing or wrong.");
    private static final Problem TOO_SLOW = Problem.of(ProblemCode.BODY_TOO_SLOW, "Send the body without pauses");
    private static final Problem TOO_MANY_SLOW = Problem.of(
                    ProblemCode.UNAVAILABLE, "Too many bodies are being waited for; send the body with the request")
            .withRetryAfter(1);

    private final PlatformSettings.Api settings;
    private final ObjectProvider<CamelContext> camel;
    private final ProblemWriter problems;
    private final RequestLimits senders;
    private final BodyReader deliveries;
    private final BodyReader requests;

    /** @param senders counts what each address sends to the webhooks */
    IngressFilter(
            PlatformSettings settings,
            ObjectProvider<CamelContext> camel,
            ProblemWriter problems,
            RequestLimits senders) {
        this.senders = senders;
        this.settings = settings.api();
        this.deliveries = bodies(settings.api());
        this.requests = bodies(settings.api());
        this.camel = camel;
        this.problems = problems;
    }

    /** Deliveries are unknown senders' until they are read: their slow bodies take no place from callers with a key. */
    private static BodyReader bodies(PlatformSettings.Api settings) {
        return new BodyReader(
                settings.bodyTime(),
                settings.bodyRate().toBytes(),
                new SlowBodies(settings.slowBodiesAtOnce(), settings.slowBodiesOfOneSender()),
                System::nanoTime);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!camel.getObject().isStarted()) {
            problems.write(request, response, STARTING);
            return;
        }
        var webhook = request.getRequestURI().startsWith("/webhooks");
        if (webhook) {
            var quota = senders.take(request.getRemoteAddr(), settings.webhookRequestsPerMinute());
            if (!quota.granted()) {
                problems.write(request, response, tooMany(quota));
                return;
            }
            if (request.getMethod().equals("POST") && !hasSignature(request)) {
                problems.write(request, response, UNSIGNED);
                return;
            }
        }
        var limit = (int) (webhook ? settings.webhookBodyLimit() : settings.bodyLimit()).toBytes();
        var bodies = webhook ? deliveries : requests;
        var sender =
                webhook ? request.getRemoteAddr() : caller().map(Caller::name).orElseGet(request::getRemoteAddr);
        var body = new byte[0];
        if (WITH_BODY.contains(request.getMethod())) {
            try {
                body = request.getContentLengthLong() > limit ? null : bodies.read(request, sender, limit);
            } catch (BodyReader.TooSlow e) {
                problems.write(request, response, TOO_SLOW);
                return;
            } catch (BodyReader.TooMany e) {
                problems.write(request, response, TOO_MANY_SLOW);
                return;
            }
        }
        if (body == null || body.length > limit) {
            problems.write(request, response, tooLarge(limit));
            response.flushBuffer();
            discard(bodies, request, sender);
        } else if (body.length > 0 && !(webhook ? sentByCalcom(request) : json(request.getContentType()))) {
            problems.write(request, response, Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json"));
        } else {
            chain.doFilter(new CleanRequest(request, headers(request, webhook), body), new CleanAnswer(response));
        }
    }

    private void discard(BodyReader bodies, HttpServletRequest request, String sender) {
        try {
            bodies.discard(request, sender, MOST_DISCARDED);
        } catch (IOException e) {
            logger.debug("The sender of a body that was too large went away, or was too slow");
        }
    }

    private static boolean hasSignature(HttpServletRequest request) {
        var given = request.getHeader(SIGNATURE);
        return given != null && SIGNATURE_FORM.matcher(given).matches();
    }

    private static Problem tooMany(RequestLimits.Quota quota) {
        return Problem.of(ProblemCode.RATE_LIMITED, "%d deliveries a minute are taken in".formatted(quota.limit()))
                .withRetryAfter(quota.seconds());
    }

    /** Cal.com names a form where a template of its owner's made no JSON. */
    private static boolean sentByCalcom(HttpServletRequest request) {
        var type = request.getContentType();
        return type == null || json(type) || type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    private static Problem tooLarge(int limit) {
        return Problem.of(ProblemCode.BODY_TOO_LARGE, "The body may have %d bytes".formatted(limit));
    }

    private static Map<String, String> headers(HttpServletRequest request, boolean webhook) {
        var kept = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var name : webhook ? WEBHOOK_HEADERS : API_HEADERS) {
            var value = request.getHeader(name);
            if (value != null) {
                kept.put(name, value);
            }
        }
        kept.put(Callers.TRACE, TraceFilter.of(request));
        caller().ifPresent(caller -> {
            kept.put(Callers.NAME, caller.name());
            kept.put(Callers.ROLES, caller.roles().stream().map(Role::text).collect(Collectors.joining(",")));
        });
        return kept;
    }

    private static Optional<Caller> caller() {
        var login = SecurityContextHolder.getContext().getAuthentication();
        return login != null && login.getPrincipal() instanceof Caller caller ? Optional.of(caller) : Optional.empty();
    }

    private static boolean json(String contentType) {
        try {
            var type = contentType == null ? null : MediaType.parseMediaType(contentType);
            return MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)
                    && (type.getCharset() == null || type.getCharset().equals(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
