package dev.outlay.bench.forecast;

import dev.outlay.bench.BenchFailure;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The usage in a ledger by customer, service and currency, as billed: read once, from the database of a budget service. */
final class LedgerSeries {

    /** Only usage (1): purchases are no habit. */
    private static final String DAYS = """
            select coalesce(customer.customer, 'no customer') || ', ' || coalesce(g.service, 'no service') || ', ' || g.currency as name,
                   cast(g.currency as text) as currency, d.day, sum(d.billed) as billed
            from daily_cost d join cost_group g on g.id = d.cost_group_id left join scope customer on customer.id = g.customer_scope
            where g.charge_category = 1 and d.charges > 0
            group by 1, 2, 3
            """;

    private LedgerSeries() {}

    /** @param url of JDBC, with user and password where they are needed */
    static List<Series> of(String url) {
        Map<String, Series> series = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(DAYS)) {
            while (rows.next()) {
                String name = rows.getString("name");
                String currency = rows.getString("currency");
                BigDecimal billed = rows.getBigDecimal("billed");
                series.computeIfAbsent(name, unused -> new Series(name, currency, new TreeMap<>()))
                        .days()
                        .put(rows.getObject("day", LocalDate.class), billed);
            }
        } catch (SQLException e) {
            throw new BenchFailure("The ledger cannot be read: " + e.getMessage(), e);
        }
        return List.copyOf(series.values());
    }
}
