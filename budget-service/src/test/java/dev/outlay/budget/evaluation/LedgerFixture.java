package dev.outlay.budget.evaluation;

import dev.outlay.budget.ledger.Alerts;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.ledger.ChargeCategory;
import dev.outlay.budget.ledger.Column;
import dev.outlay.budget.ledger.ColumnValues;
import dev.outlay.budget.ledger.CommitmentUse;
import dev.outlay.local.RealParts;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes charges, runs what the service runs on a context of its own, and looks into the database from outside. */
public final class LedgerFixture {

    private LedgerFixture() {}

    /** Starts work on a fresh Vert.x context, as each batch of the stream has one. */
    public static <T> CompletableFuture<T> start(Vertx vertx, Supplier<Uni<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Context context = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(unused -> Uni.createFrom()
                .deferred(() -> work.get())
                .subscribe()
                .with(result::complete, result::completeExceptionally));
        return result;
    }

    public static <T> T run(Vertx vertx, Supplier<Uni<T>> work) {
        try {
            return start(vertx, work).get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static List<List<Object>> query(String sql) {
        try (Connection connection =
                        DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<Object>> found = new ArrayList<>();
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getObject(i));
                }
                found.add(row);
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public static long count(String sql) {
        return ((Number) query(sql).getFirst().getFirst()).longValue();
    }

    public static void execute(String sql) {
        try (Connection connection =
                        DriverManager.getConnection(RealParts.postgres().jdbcUrl("budget"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** What the dollar and another currency are worth on a day, each for a euro. */
    static void rate(String day, String dollarsPerEuro, String currency, String unitsPerEuro) {
        execute("insert into exchange_rate values ('USD', '%s', %s, now()), ('%s', '%s', %s, now())"
                .formatted(day, dollarsPerEuro, currency, day, unitsPerEuro));
    }

    /** Spend of a scope's unfiltered month. */
    static BigDecimal spend(String scopeKey, String month, String currency) {
        List<List<Object>> rows = query("""
                select spend.amount from spend join spend_series s on s.id = spend.series_id join scope on scope.id = s.scope_id
                where s.filter is null and s.time_grain = 1 and scope.key = '%s' and period_start = '%s' and spend.currency = '%s'
                """.formatted(scopeKey, month, currency));
        return rows.isEmpty() ? BigDecimal.ZERO : (BigDecimal) rows.getFirst().getFirst();
    }

    static Draft charge(String account, String id) {
        return new Draft(account, id);
    }

    /** A charge with sensible defaults: usage in Swiss francs of one customer, on 3 November 2026. */
    public static final class Draft {
        private final String account;
        private final String id;
        private int revision;
        private @Nullable String customer = "customer-1";
        private String profile;
        private String currency = "CHF";
        private @Nullable String subscription = "subscription-1";
        private @Nullable String group = "group-1";
        private String service = "Virtual Machines";
        private ChargeCategory category = ChargeCategory.USAGE;
        private @Nullable String commitment;
        private @Nullable String commitmentStatus;
        private Instant start = Instant.parse("2026-11-03T00:00:00Z");
        private String billed = "1";
        private @Nullable String effective;
        private @Nullable String usd = "2";
        private @Nullable String effectiveUsd;
        private @Nullable String list = "3";
        private @Nullable Alerts alerts;
        private boolean imported;
        private @Nullable String billingPeriod;
        private final Map<Column, String> others = new EnumMap<>(Column.class);
        private Map<String, String> tags = Map.of("env", "prod");
        private @Nullable BigDecimal quantity;
        private @Nullable BigDecimal listUnitPrice;
        private @Nullable Instant end;

        private Draft(String account, String id) {
            this.account = account;
            this.id = id;
            this.profile = account + "-chf";
        }

        public Draft revision(int value) {
            revision = value;
            return this;
        }

        public Draft customer(@Nullable String value) {
            customer = value;
            return this;
        }

        public Draft profile(String value, String itsCurrency) {
            profile = value;
            currency = itsCurrency;
            return this;
        }

        public Draft subscription(@Nullable String value, @Nullable String itsGroup) {
            subscription = value;
            group = itsGroup;
            return this;
        }

        public Draft service(String value) {
            service = value;
            return this;
        }

        public Draft category(ChargeCategory value) {
            category = value;
            return this;
        }

        public Draft commitment(String value) {
            commitment = value;
            return this;
        }

        public Draft unused(String itsCommitment) {
            commitment = itsCommitment;
            commitmentStatus = "Unused";
            return this;
        }

        public Draft at(Instant value) {
            start = value;
            return this;
        }

        public Draft on(String day) {
            start = Instant.parse(day + "T00:00:00Z");
            return this;
        }

        public Draft billed(String value) {
            billed = value;
            return this;
        }

        /** Where it is not said, what was billed is effective too. */
        public Draft effective(String value, @Nullable String inUsd) {
            effective = value;
            effectiveUsd = inUsd;
            return this;
        }

        public Draft effective(String value) {
            return effective(value, null);
        }

        public Draft usd(@Nullable String value) {
            usd = value;
            return this;
        }

        public Draft list(@Nullable String value) {
            list = value;
            return this;
        }

        public Draft imported() {
            imported = true;
            return this;
        }

        public Draft billedIn(String periodStart) {
            billingPeriod = periodStart;
            return this;
        }

        public Draft with(Column column, String value) {
            others.put(column, value);
            return this;
        }

        public Draft tagged(Map<String, String> value) {
            tags = value;
            return this;
        }

        /** A day's charge for a quantity. */
        public Draft priced(String itsQuantity, String itsListUnitPrice) {
            quantity = new BigDecimal(itsQuantity);
            listUnitPrice = new BigDecimal(itsListUnitPrice);
            end = start.plus(1, ChronoUnit.DAYS);
            return this;
        }

        Charge build() {
            ColumnValues.Builder columns = new ColumnValues.Builder()
                    .set(Column.X_BILLING_ACCOUNT_ID, account)
                    .set(Column.X_BILLING_PROFILE_ID, profile)
                    .set(Column.X_CUSTOMER_ID, customer)
                    .set(Column.SUB_ACCOUNT_ID, subscription)
                    .set(Column.X_RESOURCE_GROUP_NAME, group)
                    .set(Column.SERVICE_NAME, service)
                    .set(Column.CHARGE_CATEGORY, category.label())
                    .set(Column.COMMITMENT_DISCOUNT_ID, commitment)
                    .set(Column.COMMITMENT_DISCOUNT_STATUS, commitmentStatus)
                    .set(Column.BILLING_CURRENCY, currency)
                    .set(Column.BILLING_PERIOD_START, billingPeriod);
            tags.forEach(columns::tag);
            others.forEach(columns::set);
            return new Charge(
                    "urn:test",
                    id,
                    revision,
                    alerts,
                    imported,
                    account,
                    profile,
                    customer,
                    subscription,
                    group,
                    category,
                    CommitmentUse.of(commitment, commitmentStatus),
                    currency,
                    start,
                    end,
                    new BigDecimal(billed),
                    new BigDecimal(effective == null ? billed : effective),
                    list == null ? null : new BigDecimal(list),
                    usd == null ? null : new BigDecimal(usd),
                    effectiveUsd == null ? null : new BigDecimal(effectiveUsd),
                    null,
                    null,
                    quantity,
                    listUnitPrice,
                    columns.build(),
                    null,
                    null);
        }
    }
}
