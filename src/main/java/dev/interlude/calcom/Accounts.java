package dev.interlude.calcom;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.Problem;
import dev.interlude.platform.Refused;
import dev.interlude.platform.StartRefused;
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

    /**
     * @throws StartRefused when the catalog books at an account that has no settings
     */
    static Accounts of(Map<String, CalcomSettings.AccountSettings> settings, Catalog catalog) {
        catalog.services().values().forEach(service -> {
            if (!settings.containsKey(service.account())) {
                throw new StartRefused(
                        "The service '%s' of the catalog is booked at the Cal.com account '%s': give that account its settings under interlude.calcom.accounts.%s in config/application.yaml"
                                .formatted(service.id(), service.account(), service.account()));
            }
        });
        return new Accounts(
                settings.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                e -> new Account(
                                        e.getKey(),
                                        e.getValue().baseUrl().replaceAll("/+$", ""),
                                        e.getValue().apiKey()))),
                catalog.account());
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
