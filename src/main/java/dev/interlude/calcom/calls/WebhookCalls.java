package dev.interlude.calcom.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.calcom.calls.CalcomCall.Operation;
import dev.interlude.webhook.RegistrationRequest;
import java.net.URLEncoder;
import java.util.Map;

/** Writes the requests about webhooks of an account's user, each signed with the account's secret. */
public class WebhookCalls {

    static final int PAGE = 250;

    private static final String PATH = "/v2/webhooks";

    private final ObjectMapper json;
    private final String version;
    private final Map<String, String> secrets;

    /**
     * @param version none is needed: null
     * @param secrets account to what its webhooks are signed with
     */
    public WebhookCalls(ObjectMapper json, String version, Map<String, String> secrets) {
        this.json = json;
        this.version = version;
        this.secrets = Map.copyOf(secrets);
    }

    public CalcomCall list(String account) {
        return CalcomCall.get(account, Operation.READ_WEBHOOKS, version, PATH, "take=" + PAGE);
    }

    public CalcomCall read(String account, String id) {
        return CalcomCall.get(account, Operation.READ_WEBHOOKS, version, path(id), null);
    }

    public CalcomCall create(RegistrationRequest request) {
        return CalcomCall.post(request.account(), Operation.CHANGE_WEBHOOKS, version, PATH, body(request));
    }

    public CalcomCall change(RegistrationRequest request, String id) {
        return CalcomCall.patch(request.account(), Operation.CHANGE_WEBHOOKS, version, path(id), body(request));
    }

    public CalcomCall delete(String account, String id) {
        return CalcomCall.delete(account, Operation.CHANGE_WEBHOOKS, version, path(id));
    }

    public boolean isSecretOf(String account, String secret) {
        return secrets.get(account).equals(secret);
    }

    private String body(RegistrationRequest request) {
        var body = json.createObjectNode();
        body.put("active", true)
                .put("subscriberUrl", request.subscriberUrl())
                .put("secret", secrets.get(request.account()));
        body.set("triggers", json.valueToTree(request.triggers()));
        return body.toString();
    }

    private static String path(String id) {
        return PATH + "/" + URLEncoder.encode(id, UTF_8);
    }
}
