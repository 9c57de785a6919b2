package dev.interlude.calcom;

import dev.interlude.catalog.Holder;

/** Reads whose key an account has; their name and e-mail are nobody's business here. */
public class MeAnswers {

    /** @throws dev.interlude.platform.Refused CALCOM_REJECTED when the key is none */
    public Holder holder(CalcomAnswer answer) {
        var data = Answers.data(answer);
        return new Holder(data.path("id").asLong(), Answers.required(data, "username"), Answers.text(data, "timeZone"));
    }
}
