package dev.interlude.calcom;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.Problem;
import dev.interlude.platform.Refused;
import java.util.Map;
import java.util.stream.Collectors;

/** The accounts, and what a call needs of its own. */
public class Accounts {

    private final Map<String, Account> byId;

    private final String usual;

    /** @param usual the id of the one that is meant where none is named */
    public Accounts(Map<String, Account> byId, String usual) {
        this.byId = Map.copyOf(byId);
        this.usual = usual;
    }

    /**
     * The account that a request means.
     *
     * @throws Refused VALIDATION_FAILED if there is none of that name
     */
    public String named(JsonNode query) {
        var id = query.path("account").asText(usual);
        if (!byId.containsKey(id)) {
            var all = byId.keySet().stream().sorted().collect(Collectors.joining(", "));
            throw new Refused(Problem.meaning("?account", "is not configured; write one of " + all));
        }
        return id;
    }

    public String address(CalcomCall call) {
        var query = call.query() == null ? "" : "?" + call.query();
        return account(call).baseUrl() + call.path() + query;
    }

    public String authorization(CalcomCall call) {
        return "Bearer " + account(call).apiKey();
    }

    private Account account(CalcomCall call) {
        var account = byId.get(call.account());
        if (account == null) {
            throw new IllegalStateException("no Cal.com account '" + call.account() + "' is configured");
        }
        return account;
    }
}
