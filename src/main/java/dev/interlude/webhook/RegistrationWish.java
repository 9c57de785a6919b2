package dev.interlude.webhook;

import java.util.List;

/** @param subscriberUrl null where there is to be no webhook of ours */
public record RegistrationWish(String account, String subscriberUrl, List<String> triggers) {}
