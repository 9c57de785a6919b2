package dev.interlude.booking;

import dev.interlude.platform.Addresses;
import dev.interlude.platform.Problem;
import dev.interlude.platform.Problem.FieldError;
import dev.interlude.platform.Refused;
import dev.interlude.platform.Text;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads who wants to be forgotten. */
public class ErasureRequests {

    /**
     * @param written as in the path, percent-encoded
     * @return in lower case
     * @throws Refused when it is none: a slip must not look as if there was nobody
     */
    public Text address(String written) {
        var email = decoded(written).strip().toLowerCase(Locale.ROOT);
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
