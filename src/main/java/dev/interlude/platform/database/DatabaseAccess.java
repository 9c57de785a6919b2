package dev.interlude.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Access to the embedded database: by password over loopback; the application's role owns its tables and is no
 * superuser. Migrates data directories of an earlier version that needed no password.
 */
final class DatabaseAccess {

    /** The role of the application. */
    static final String APPLICATION = "interlude";

    static final String ADMIN = "postgres";

    private static final String RULES =
            """
            # Written by Interlude at its start.
            host all all 127.0.0.1/32 scram-sha-256
            """;
    private static final String RULES_WHILE_BROUGHT_OVER =
            """
            host postgres postgres 127.0.0.1/32 trust
            """;

    private static final String ROLE =
            """
            do $$
            begin
              if not exists (select from pg_roles where rolname = 'interlude') then
                create role interlude;
              end if;
            end $$
            """;
    private static final String OWN_TABLES =
            """
            do $$
            declare
              thing record;
            begin
              for thing in
                select c.oid::regclass as name
                from pg_class c
                where c.relnamespace = 'public'::regnamespace
                  and c.relkind in ('r', 'p', 'v', 'm', 'S')
                  and c.relowner <> 'interlude'::regrole
                  and not exists (
                    select from pg_depend d
                    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'e', 'i'))
              loop
                execute format('alter table %s owner to interlude', thing.name);
              end loop;
              for thing in
                select p.oid::regprocedure as name
                from pg_proc p
                where p.pronamespace = 'public'::regnamespace
                  and p.proowner <> 'interlude'::regrole
                  and not exists (
                    select from pg_depend d
                    where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
              loop
                execute format('alter routine %s owner to interlude', thing.name);
              end loop;
            end $$
            """;

    private final Path rules;
    private final DatabasePasswords passwords;

    DatabaseAccess(Path cluster, DatabasePasswords passwords) {
        this.rules = cluster.resolve("pg_hba.conf");
        this.passwords = passwords;
    }

    /** Whether there is a cluster that asks for passwords. */
    static boolean isClosed(Path cluster) throws IOException {
        var rules = cluster.resolve("pg_hba.conf");
        return Files.exists(rules)
                && Files.readAllLines(rules).stream()
                        .noneMatch(line -> !line.startsWith("#") && line.strip().endsWith("trust"));
    }

    /** Lets only the start connect while a cluster without passwords is brought over. */
    void prepare() throws IOException {
        if (Files.exists(rules) && !isClosed(rules.getParent())) {
            Files.writeString(rules, RULES_WHILE_BROUGHT_OVER);
        }
    }

    /** Sets the passwords, gives the application what is its own, and closes the database to everybody else. */
    void close(String url) throws IOException, SQLException {
        try (var connection = connect(url, passwords);
                var statement = connection.createStatement()) {
            var open = !isClosed(rules.getParent());
            if (open) {
                statement.execute("alter role postgres password '%s'".formatted(passwords.admin()));
            }
            statement.execute(ROLE);
            statement.execute(
                    "alter role interlude login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password '%s'"
                            .formatted(passwords.application()));
            statement.execute("alter database postgres owner to interlude");
            statement.execute(OWN_TABLES);
            Files.writeString(rules, RULES);
            statement.execute("select pg_reload_conf()");
            if (open) {
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()");
            }
        }
    }

    /** As the superuser, with limits on every wait. */
    static Connection connect(String url, DatabasePasswords passwords) throws SQLException {
        var properties = new Properties();
        properties.put("user", ADMIN);
        properties.put("password", passwords.admin());
        properties.put("connectTimeout", "5");
        properties.put("loginTimeout", "10");
        properties.put("socketTimeout", "60");
        return DriverManager.getConnection(url, properties);
    }
}
