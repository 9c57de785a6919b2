package dev.interlude.calcom;

import java.util.Map;

/** The accounts, and what a call needs of its own. */
public class Accounts {

    private final Map<String, Account> byId;

    public Accounts(Map<String, Account> byId) {
        this.byId = Map.copyOf(byId);
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
