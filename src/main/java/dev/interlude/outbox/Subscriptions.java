package dev.interlude.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads and validates subscriptions. */
public class Subscriptions {

    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private final ReceiverNames names;
    private final List<String> atBroker;
    private final SecureRandom random = new SecureRandom();

    public Subscriptions(ReceiverNames names, BrokerSettings broker) {
        this.names = names;
        this.atBroker = broker.addresses();
    }

    /** @throws Refused with every invalid field */
    public SubscriptionRequest request(JsonNode body) {
        var errors = new ArrayList<FieldError>();
        var url = body.path("url").asText();
        check(url, errors);
        var secret = body.path("secret").isTextual() ? body.path("secret").textValue() : fresh();
        if (!isSecret(secret)) {
            errors.add(new FieldError(
                    "/secret", "must be whsec_ and base64 of %d to %d bytes".formatted(SHORTEST, LONGEST)));
        }
        if (!errors.isEmpty()) {
            throw new Refused(Problem.meaning(errors));
        }
        return new SubscriptionRequest(
                url, body.path("events").valueStream().map(JsonNode::textValue).toList(), secret);
    }

    /** With its secret, shown only this once. */
    public Map<String, Object> created(Subscription made, SubscriptionRequest request) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", made.id());
        view.put("url", made.url());
        view.put("events", made.events());
        view.put("secret", request.secret());
        view.put("status", made.status());
        view.put("createdAt", made.createdAt());
        view.put("warnings", warnings(made));
        return view;
    }

    private List<FieldError> warnings(Subscription made) {
        var host = URI.create(made.url()).getHost();
        return host != null && names.isUnknown(host)
                ? List.of(new FieldError(
                        "/url", "The host name %s has no address just now. Events wait until it has".formatted(host)))
                : List.of();
    }

    public Map<String, Object> all(List<Subscription> all) {
        return Map.of("subscriptions", all);
    }

    private void check(String url, List<FieldError> errors) {
        if (atBroker.contains(url)) {
            return;
        }
        try {
            var uri = new URI(url);
            if (!Set.of("https", "http").contains(String.valueOf(uri.getScheme())) || uri.getHost() == null) {
                errors.add(new FieldError("/url", "must be an https address"));
            } else if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                errors.add(new FieldError("/url", "must be without user, password and fragment"));
            } else {
                names.mistake(uri.getScheme(), uri.getHost())
                        .map(e -> new FieldError("/url", e))
                        .ifPresent(errors::add);
            }
        } catch (URISyntaxException e) {
            errors.add(new FieldError("/url", "must be an https address"));
        }
    }

    private static boolean isSecret(String secret) {
        try {
            var length = Base64.getDecoder().decode(secret.substring(PREFIX.length())).length;
            return secret.startsWith(PREFIX) && length >= SHORTEST && length <= LONGEST;
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return false;
        }
    }

    private String fresh() {
        var bits = new byte[SHORTEST];
        random.nextBytes(bits);
        return PREFIX + Base64.getEncoder().encodeToString(bits);
    }
}
