package dev.interlude.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The passwords of the embedded database, made at random, each in a file that only its owner may read.
 *
 * @param adminFile holds the one of PostgreSQL's superuser, which only the start uses
 */
record DatabasePasswords(Path adminFile, String admin, String application) {

    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** Makes what is missing. */
    static DatabasePasswords in(Path dataDir) throws IOException {
        var adminFile = dataDir.resolve("postgres-admin.password").toAbsolutePath();
        return new DatabasePasswords(adminFile, of(adminFile), of(dataDir.resolve("postgres.password")));
    }

    static boolean areIn(Path dataDir) {
        return Files.exists(dataDir.resolve("postgres-admin.password"));
    }

    private static String of(Path file) throws IOException {
        if (!Files.exists(file)) {
            var bytes = new byte[BYTES];
            new SecureRandom().nextBytes(bytes);
            var draft = Files.createTempFile(file.toAbsolutePath().getParent(), "password", null); // mode 0600
            Files.writeString(draft, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
        return Files.readString(file).strip();
    }

    @Override
    public String toString() {
        return "the passwords beside " + adminFile;
    }
}
