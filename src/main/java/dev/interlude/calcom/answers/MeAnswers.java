package dev.interlude.calcom.answers;

import dev.interlude.catalog.Holder;

/** Reads the owner of an account's key, without name and e-mail. */
public class MeAnswers {

    /** @throws dev.interlude.platform.problems.Refused CALCOM_REJECTED when the key is none */
    public Holder holder(CalcomAnswer answer) {
        var data = Answers.data(answer);
        return new Holder(data.path("id").asLong(), Answers.required(data, "username"), Answers.text(data, "timeZone"));
    }
}
