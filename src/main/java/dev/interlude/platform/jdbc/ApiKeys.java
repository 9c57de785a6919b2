package dev.interlude.platform.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.platform.ApiKey;
import dev.interlude.platform.Caller;
import dev.interlude.platform.PlatformSettings;
import dev.interlude.platform.Role;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys of upstream systems. A key is 256 random bits, so its plain SHA-256 gives nothing away. */
public final class ApiKeys {

    private static final String CREATE =
            """
            insert into api_key
                (name, key_hash, roles, requests_per_minute, hold_seconds, open_holds, created_by, created_at)
            values (:name, :hash, :roles::text[], :limit, :holdSeconds, :openHolds, :by, :now)
            """;
    private static final String LIST = "select * from api_key order by name";
    private static final String NAMED = "select * from api_key where name = :name";
    private static final String DISABLE =
            """
            update api_key set disabled_at = coalesce(disabled_at, :now) where name = :name
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final PlatformSettings settings;
    private final SecureRandom random = new SecureRandom();
    private final KnownKeys known;

    public ApiKeys(JdbcClient jdbc, Clock clock, PlatformSettings settings, KnownKeys known) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
        this.known = known;
    }

    /** @return the new key in clear, for this one time */
    public Map<String, Object> create(JsonNode wanted, Caller by) {
        var name = wanted.path("name").textValue();
        var roles = wanted.path("roles")
                .valueStream()
                .map(JsonNode::textValue)
                .distinct()
                .toList();
        var limit = wanted.path("requestsPerMinute").asInt(settings.api().requestsPerMinute());
        var holdSeconds = number(wanted, "holdSeconds");
        var openHolds = number(wanted, "openHolds");
        var key = newKey();
        try {
            jdbc.sql(CREATE)
                    .param("name", name)
                    .param("hash", KnownKeys.hash(key))
                    .param("roles", "{" + String.join(",", roles) + "}")
                    .param("limit", limit)
                    .param("holdSeconds", holdSeconds, Types.INTEGER)
                    .param("openHolds", openHolds, Types.INTEGER)
                    .param("by", by.name())
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
        } catch (DuplicateKeyException e) {
            throw taken();
        }
        known.forget();
        var made = new LinkedHashMap<String, Object>();
        made.put("name", name);
        made.put("key", key);
        made.put("roles", roles);
        made.put("requestsPerMinute", limit);
        made.put("holdSeconds", holdSeconds);
        made.put("openHolds", openHolds);
        return made;
    }

    public Map<String, List<ApiKey>> list() {
        return Map.of("keys", jdbc.sql(LIST).query(ApiKeys::row).list());
    }

    /** Empty for the admin key, which is no row. */
    public Optional<ApiKey> named(String name) {
        return jdbc.sql(NAMED).param("name", name).query(ApiKeys::row).optional();
    }

    public void disable(CharSequence name) {
        var found = jdbc.sql(DISABLE)
                .param("now", Timestamp.from(clock.instant()))
                .param("name", name.toString())
                .update();
        if (found == 0) {
            throw Refused.because(ProblemCode.NOT_FOUND, "There is no key of that name");
        }
        known.forget();
    }

    private static Refused taken() {
        return new Refused(Problem.meaning("/name", "There is or was a key of that name"));
    }

    private String newKey() {
        var bits = new byte[32];
        random.nextBytes(bits);
        return "ilk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    static ApiKey row(ResultSet row, int number) throws SQLException {
        return new ApiKey(
                row.getString("name"),
                roles((String[]) row.getArray("roles").getArray()),
                row.getInt("requests_per_minute"),
                row.getObject("hold_seconds", Integer.class),
                row.getObject("open_holds", Integer.class),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("disabled_at")));
    }

    private static Set<Role> roles(String[] words) {
        return Stream.of(words).map(Role::of).collect(Collectors.toUnmodifiableSet());
    }

    private static Integer number(JsonNode wanted, String member) {
        return wanted.hasNonNull(member) ? wanted.get(member).asInt() : null;
    }

    private static Instant instant(Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
