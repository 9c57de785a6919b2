package dev.interlude.webhook;

import java.util.List;

/**
 * @param account of the key that registers, which is an account's or one of its staff's
 * @param subscriberUrl null where there is to be no webhook of ours
 */
public record RegistrationRequest(String account, String subscriberUrl, List<String> triggers) {

    public RegistrationRequest with(String key) {
        return new RegistrationRequest(key, subscriberUrl, triggers);
    }
}
