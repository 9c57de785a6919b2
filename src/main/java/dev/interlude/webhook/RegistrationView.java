package dev.interlude.webhook;

import java.util.List;

/** The registration as callers see it: without ids of Cal.com's and without the secret. */
public record RegistrationView(
        String account, boolean registered, String subscriberUrl, List<String> triggers, boolean active) {}
