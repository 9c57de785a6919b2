package dev.interlude.calcom;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.calcom.calls.CalcomCall;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Refused;
import dev.interlude.platform.start.StartRefused;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The accounts, and what a call needs of each. */
public class Accounts {

    private final Map<String, Account> byId;

    private final String usual;

    /**
     * @param byId all keys, those of staff too
     * @param usual the id of the default account
     */
    public Accounts(Map<String, Account> byId, String usual) {
        this.byId = Map.copyOf(byId);
        this.usual = usual;
    }

    /** The keys of an account: first its own, then those of its staff. */
    public List<String> keysOf(String account) {
        var staff = byId.keySet().stream()
                .filter(id -> id.startsWith(Keys.name(account, "")))
                .sorted();
        return Stream.concat(Stream.of(account), staff).toList();
    }

    /** Those of its staff alone. */
    public List<String> staffKeysOf(String account) {
        return keysOf(account).stream().skip(1).toList();
    }

    private static boolean isAccount(String id) {
        return !id.contains("/");
    }

    /**
     * The account that a request means.
     *
     * @throws Refused VALIDATION_FAILED if there is none of that name
     */
    public String named(JsonNode query) {
        var id = query.path("account").asText(usual);
        if (!byId.containsKey(id) || !isAccount(id)) {
            var all =
                    byId.keySet().stream().filter(Accounts::isAccount).sorted().collect(Collectors.joining(", "));
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
