package dev.interlude.booking.units.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.booking.units.HeldUnit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The column {@code units} of a query, as {@code units_of} and {@code units_of_hold} make it. */
public final class StoredUnits {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredUnits() {}

    public static List<HeldUnit> read(ResultSet row) throws SQLException {
        var stored = row.getString("units");
        try {
            return stored == null ? List.of() : HeldUnit.read(JSON.readTree(stored));
        } catch (JsonProcessingException e) {
            throw new SQLException("the stored units are no JSON", e);
        }
    }
}
