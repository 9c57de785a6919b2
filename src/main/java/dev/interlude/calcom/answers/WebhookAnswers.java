package dev.interlude.calcom.answers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.calcom.answers.CalcomAnswer.Refusal;
import dev.interlude.calcom.answers.CalcomAnswer.Trouble;
import dev.interlude.calcom.calls.WebhookCalls;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Refused;
import dev.interlude.webhook.RegistrationRequest;
import dev.interlude.webhook.WebhookAtCalcom;
import java.util.ArrayList;
import java.util.List;

/** Reads webhooks. Cal.com shows their secrets in clear; none gets past here. */
public class WebhookAnswers {

    private final WebhookCalls calls;

    public WebhookAnswers(WebhookCalls calls) {
        this.calls = calls;
    }

    public List<WebhookAtCalcom> list(CalcomAnswer answer, String account) {
        var data = Answers.data(answer);
        if (!data.isArray()) {
            throw Answers.malformed("a list that is none");
        }
        var all = new ArrayList<WebhookAtCalcom>();
        data.forEach(one -> all.add(webhook(one, account)));
        return List.copyOf(all);
    }

    /** One webhook; null where there is none with that id. */
    public WebhookAtCalcom one(CalcomAnswer answer, String account) {
        return answer instanceof Refusal refusal && refusal.status() == 404
                ? null
                : webhook(Answers.data(answer), account);
    }

    /**
     * The id of a webhook that has been made or changed; null if a look-up must decide: its address is already
     * registered, or the answer was lost.
     *
     * @throws Refused when Cal.com did not do it
     */
    public String made(CalcomAnswer answer) {
        if (answer instanceof Trouble trouble && trouble.sent()
                || answer instanceof Refusal refusal && refusal.status() == 409) {
            return null;
        }
        return id(answer);
    }

    /** @throws Refused when Cal.com did not do it, or that is unknown */
    public String id(CalcomAnswer answer) {
        if (answer instanceof Refusal refusal && List.of(400, 422).contains(refusal.status())) {
            throw new Refused(
                    refusal.says("trigger")
                            ? Problem.meaning("/triggers", "Cal.com does not know all of them")
                            : Problem.meaning(
                                    "/subscriberUrl", "Cal.com does not accept it; it must be a public https address"));
        }
        return Answers.required(Answers.data(answer), "id");
    }

    /**
     * The id of the webhook with the requested address.
     *
     * @param doubtful the answer that made the look-up necessary
     * @throws Refused with that answer's problem when there is none
     */
    public String found(List<WebhookAtCalcom> webhooks, RegistrationRequest request, CalcomAnswer doubtful) {
        return webhooks.stream()
                .filter(webhook -> webhook.subscriberUrl().equals(request.subscriberUrl()))
                .map(WebhookAtCalcom::id)
                .findFirst()
                .orElseThrow(() -> new Refused(Answers.problem(doubtful)));
    }

    /** @throws Refused when it is unknown whether it is gone */
    public void requireGone(CalcomAnswer answer) {
        if (!(answer instanceof Refusal refusal && refusal.status() == 404)) {
            Answers.data(answer);
        }
    }

    private WebhookAtCalcom webhook(JsonNode one, String account) {
        var triggers = new ArrayList<String>();
        one.path("triggers").forEach(trigger -> triggers.add(trigger.asText()));
        return new WebhookAtCalcom(
                Answers.required(one, "id"),
                Answers.required(one, "subscriberUrl"),
                List.copyOf(triggers),
                one.path("active").asBoolean(false),
                calls.isSecretOf(account, Answers.text(one, "secret")) && Answers.text(one, "payloadTemplate") == null);
    }
}
