package dev.interlude.calcom;

import dev.interlude.catalog.Catalog;
import dev.interlude.platform.StartRefused;
import java.util.Map;
import java.util.stream.Collectors;

/** The accounts, and what a call needs of its own. */
public class Accounts {

    private final Map<String, Account> byId;

    public Accounts(Map<String, Account> byId) {
        this.byId = Map.copyOf(byId);
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
        return new Accounts(settings.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        e -> new Account(
                                e.getKey(),
                                e.getValue().baseUrl().replaceAll("/+$", ""),
                                e.getValue().apiKey()))));
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
