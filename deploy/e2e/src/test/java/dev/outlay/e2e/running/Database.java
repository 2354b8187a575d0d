package dev.outlay.e2e.running;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into the services' tables, for counting: what a user can ask for is asked over HTTP. */
public final class Database {
    private final String jdbcUrl;

    Database(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /** Ledger rows of a billing account. */
    public long ledgerRows(String account) {
        return Long.parseLong(one(
                "select count(*) from charge c join scope s on s.id = c.account_scope where s.billing_account = ?",
                account));
    }

    /** The sum of BilledCost of the ledger rows of a billing account. */
    public String billedCost(String account) {
        return one(
                "select coalesce(sum(billed), 0) from charge c join scope s on s.id = c.account_scope where s.billing_account = ?",
                account);
    }

    /** Kind and state of each delivery of the alerts of a scope, and of those below it. */
    public List<String> deliveries(String scope) {
        return column(
                "select d.kind || ' ' || d.state from delivery d join delivery_alert a on a.delivery_id = d.id"
                        + " join alert on alert.id = a.alert_id where alert.scope_key like lower(?)",
                scope + "%");
    }

    /** The single value of a query, as text. */
    public String one(String sql, String... parameters) {
        List<String> values = column(sql, parameters);
        if (values.size() != 1) {
            throw new IllegalStateException("Not one row but " + values + " from " + sql);
        }
        return values.getFirst();
    }

    /** The first column of a query, as texts. */
    public List<String> column(String sql, String... parameters) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                query.setString(index + 1, parameters[index]);
            }
            List<String> values = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    values.add(String.valueOf(rows.getString(1)));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
