package dev.interlude.platform.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.interlude.platform.Caller;
import dev.interlude.platform.PlatformSettings;
import dev.interlude.platform.Role;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks up the caller of a key; cached for a few seconds, unknown keys too. */
public final class KnownKeys {

    private static final int MOST_REMEMBERED = 10_000;
    private static final String BY_HASH = "select * from api_key where key_hash = :hash and disabled_at is null";

    private final JdbcClient jdbc;
    private final byte[] adminHash;
    private final Caller admin;
    private final Cache<ByteBuffer, Optional<Caller>> remembered;

    public KnownKeys(JdbcClient jdbc, PlatformSettings settings) {
        this.jdbc = jdbc;
        this.adminHash = hash(settings.adminKey());
        this.admin = new Caller(
                Caller.ADMIN, EnumSet.allOf(Role.class), settings.api().adminRequestsPerMinute());
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(settings.api().keyMemory())
                .build();
    }

    /** Empty if the key is unknown or disabled. */
    public Optional<Caller> caller(String key) {
        var hash = hash(key);
        return isAdmin(hash) ? Optional.of(admin) : remembered.get(ByteBuffer.wrap(hash), unseen -> read(hash));
    }

    /** Whether it is the admin key; compared in constant time. */
    public boolean isAdmin(String key) {
        return isAdmin(hash(key));
    }

    private boolean isAdmin(byte[] hash) {
        return MessageDigest.isEqual(hash, adminHash);
    }

    void forget() {
        remembered.invalidateAll();
    }

    static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private Optional<Caller> read(byte[] hash) {
        return jdbc.sql(BY_HASH)
                .param("hash", hash)
                .query(ApiKeys::row)
                .optional()
                .map(found -> new Caller(found.name(), found.roles(), found.requestsPerMinute()));
    }
}
