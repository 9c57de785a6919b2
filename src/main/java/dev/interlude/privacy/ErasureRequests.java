package dev.interlude.privacy;

import dev.interlude.platform.Addresses;
import dev.interlude.platform.Text;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.Refused;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the request to erase a person. */
public class ErasureRequests {

    /**
     * @param written as in the path, percent-encoded
     * @return in lower case
     * @throws Refused if it is no address: a typo must not look like an unknown person
     */
    public Text address(CharSequence written) {
        var email = decoded(written.toString()).strip().toLowerCase(Locale.ROOT);
        if (!Addresses.in(email).equals(Set.of(email))) {
            throw wrong();
        }
        return new Text(email);
    }

    /** In a path, unlike in a form, a plus is a plus. */
    private static String decoded(String written) {
        try {
            return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
    }

    private static Refused wrong() {
        return new Refused(Problem.shape(List.of(new FieldError("email", "must be an e-mail address"))));
    }
}
