package dev.interlude.logs;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds in a line what must be in no log: addresses, phone numbers, and the names of the tests' customers. */
public final class PersonalData {

    /** Those of {@code RequestBodies}, of bookings by others in Cal.com, and of tests that provoke failures. */
    static final List<String> NAMES =
            List.of("Zoë", "Zo\\u00eb", "Zo%C3%AB", "Müller", "O'Neill", "Somebody Else", "Leaky Person");

    /** One that stands for nobody: whoever is erased. */
    private static final String ERASED = "erased@erased.invalid";

    /** Also as it stands in a URL. Not a masked one ({@code z***@example.com}), nor an object's {@code Name@1f2e}. */
    private static final Pattern ADDRESS =
            Pattern.compile("[\\p{L}\\p{N}._+'-]+(@|%40)[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)*\\.\\p{L}{2,}");

    /** International, as Cal.com has it, also as the address that Cal.com makes of it. */
    private static final Pattern PHONE =
            Pattern.compile("(?<![\\p{L}\\p{N}.:])(\\+|%2B)[1-9]\\d{1,3}[ -]?\\d[\\d ()-]{5,}\\d");

    private PersonalData() {}

    /** The first that is found. */
    public static Optional<String> in(String line) {
        for (var name : NAMES) {
            if (line.contains(name)) {
                return Optional.of(name);
            }
        }
        var address = ADDRESS.matcher(line);
        while ((line.contains("@") || line.contains("%40")) && address.find()) {
            if (!address.group().equals(ERASED)) {
                return Optional.of(address.group());
            }
        }
        var phone = PHONE.matcher(line);
        return phone.find() ? Optional.of(phone.group()) : Optional.empty();
    }
}
