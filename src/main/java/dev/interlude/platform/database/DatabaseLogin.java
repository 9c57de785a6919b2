package dev.interlude.platform.database;

import java.util.Properties;

/** The login that PostgreSQL's driver is given. */
public final class DatabaseLogin {

    private DatabaseLogin() {}

    /**
     * As properties of the driver.
     *
     * @param password null where the database asks for none
     */
    public static Properties of(String user, String password) {
        var properties = new Properties();
        properties.put("user", user);
        if (password != null) {
            properties.put("password", password);
        }
        return properties;
    }
}
