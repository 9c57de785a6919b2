package dev.interlude.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.support.TestDatabase;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Addresses in a text")
class AddressesTest {

    private static final String LETTERS = "ab@@ .,:;<>()[]{}\"\\ÄZ\n";

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource());

    @Test
    @DisplayName("are found wherever they stand, in lower case")
    void found() {
        assertThat(Addresses.in("{\"to\":\"Zoe <ZOE@example.com>, max@example.com;\"}"))
                .isEqualTo(Set.of("zoe@example.com", "max@example.com"));
        assertThat(Addresses.in("@ a@ @b a@@b")).isEmpty();
    }

    @Test
    @DisplayName("are the same to us and to the database")
    void asTheDatabase() {
        var random = new Random(7);
        for (int i = 0; i < 500; i++) {
            var text = text(random);
            assertThat(Addresses.in(text)).as(text).isEqualTo(inDatabase(text));
        }
    }

    @Test
    @Timeout(30)
    @DisplayName("take no longer to find in a megabyte that was made to be slow")
    void madeToBeSlow() {
        var word = "x".repeat(1 << 20);

        assertThat(Addresses.in(word + '@')).isEmpty();
        assertThat(Addresses.in("@".repeat(1 << 20))).isEmpty();
        assertThat(Addresses.in(word + '@' + word)).isEmpty();
        assertThat(inDatabase(word + '@')).isEmpty();
        assertThat(inDatabase(word + '@' + word)).isEmpty();
        assertThat(inDatabase("x ".repeat(1 << 19))).isEmpty();
    }

    @Test
    @DisplayName("are no longer than an address can be, so that an index can keep them")
    void tooLong() {
        var longest = "x".repeat(64) + '@' + "💰".repeat(255);
        for (var text : Set.of(longest, longest + 'x', "a@b " + longest + "x c@d")) {
            assertThat(Addresses.in(text)).isEqualTo(inDatabase(text));
        }
        assertThat(Addresses.in(longest)).containsExactly(longest);
        assertThat(Addresses.in(longest + 'x')).isEmpty();
        assertThat(Addresses.in("\0a@b\0c@d")).containsExactly("a@b", "c@d");
    }

    private static String text(Random random) {
        return random.ints(40, 0, LETTERS.length())
                .mapToObj(LETTERS::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    private Set<String> inDatabase(String text) {
        return new TreeSet<>(jdbc.sql("select unnest(addresses_in(:text))")
                .param("text", text)
                .query(String.class)
                .list());
    }
}
