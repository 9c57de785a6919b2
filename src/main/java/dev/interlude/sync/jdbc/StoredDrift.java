package dev.interlude.sync.jdbc;

import dev.interlude.platform.Instants;
import dev.interlude.sync.Drift;
import dev.interlude.sync.Drift.Side;
import dev.interlude.sync.Drift.State;
import dev.interlude.sync.DriftKind;
import dev.interlude.sync.Repair;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Reads a difference from its row. */
final class StoredDrift {

    private StoredDrift() {}

    static Drift of(ResultSet row, int n) throws SQLException {
        return new Drift(
                row.getObject("id", UUID.class),
                row.getObject("run", UUID.class),
                DriftKind.valueOf(row.getString("kind")),
                State.valueOf(row.getString("state")),
                Repair.of(row.getString("repair")),
                row.getString("account"),
                row.getString("calcom_uid"),
                row.getObject("segment", UUID.class),
                row.getObject("booking", UUID.class),
                side(row, "here"),
                side(row, "there"),
                row.getString("detail"),
                row.getInt("attempts"),
                Instants.read(row, "called_at"),
                Instants.read(row, "found_at"),
                Instants.read(row, "settled_at"),
                row.getString("settled_by"));
    }

    private static Side side(ResultSet row, String which) throws SQLException {
        return new Side(
                row.getString(which + "_status"),
                Instants.read(row, which + "_start"),
                Instants.read(row, which + "_end"));
    }
}
