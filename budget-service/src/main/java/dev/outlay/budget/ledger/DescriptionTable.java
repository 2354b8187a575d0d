package dev.outlay.budget.ledger;

import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The tables {@code charge_source}, {@code cost_group} and {@code dimension_set}: what is interned once and named by id. */
final class DescriptionTable {

    private static final String ADD_SOURCES = """
            insert into charge_source (name) select name from unnest(cast(?1 as text[])) as wanted (name)
            order by 1 on conflict do nothing
            """;

    /** A statement of its own: one that inserts as well would not see the row for which its insert had to wait. */
    private static final String SOURCES = "select id, name from charge_source where name = any(cast(?1 as text[]))";

    private static final String ADD_GROUPS = """
            insert into cost_group (fingerprint, account_scope, profile_scope, customer_scope, subscription_scope,
                                    resource_group_scope, agreement, invoice, service, charge_category, commitment,
                                    partner_credit_applied, currency, billing_period)
            select * from unnest(cast(?1 as uuid[]), cast(?2 as integer[]), cast(?3 as integer[]), cast(?4 as integer[]),
                                 cast(?5 as integer[]), cast(?6 as integer[]), cast(?7 as smallint[]), cast(?8 as text[]),
                                 cast(?9 as text[]), cast(?10 as smallint[]), cast(?11 as text[]), cast(?12 as boolean[]),
                                 cast(?13 as text[]), cast(?14 as date[]))
            order by 1 on conflict do nothing
            """;

    private static final String GROUPS =
            "select fingerprint, id from cost_group where fingerprint = any(cast(?1 as uuid[]))";

    private static final String ADD_SETS = """
            insert into dimension_set (fingerprint, cost_group_id, account_scope, profile_scope, customer_scope, subscription_scope,
                                       resource_group_scope, account_price, profile_price, customer_price, rbac_price, agreement,
                                       currency, charge_category, dimensions, tags, source_columns)
            select fingerprint, cost_group_id, account_scope, profile_scope, customer_scope, subscription_scope,
                   resource_group_scope, account_price, profile_price, customer_price, rbac_price, agreement,
                   currency, charge_category, cast(dimensions as jsonb), cast(tags as jsonb), cast(source_columns as jsonb)
            from unnest(cast(?1 as uuid[]), cast(?2 as integer[]), cast(?3 as integer[]), cast(?4 as integer[]),
                        cast(?5 as integer[]), cast(?6 as integer[]), cast(?7 as integer[]), cast(?8 as smallint[]),
                        cast(?9 as smallint[]), cast(?10 as smallint[]), cast(?11 as smallint[]), cast(?12 as smallint[]),
                        cast(?13 as text[]), cast(?14 as smallint[]), cast(?15 as text[]), cast(?16 as text[]), cast(?17 as text[]))
              as given (fingerprint, cost_group_id, account_scope, profile_scope, customer_scope, subscription_scope,
                        resource_group_scope, account_price, profile_price, customer_price, rbac_price, agreement,
                        currency, charge_category, dimensions, tags, source_columns)
            order by 1 on conflict do nothing
            """;

    private static final String SETS = """
            select id, fingerprint, cost_group_id, account_scope, profile_scope, customer_scope, subscription_scope,
                   resource_group_scope, account_price, profile_price, customer_price, rbac_price, agreement,
                   cast(currency as text), cast(dimensions as text), cast(tags as text), cast(source_columns as text)
            from dimension_set
            """;

    private DescriptionTable() {}

    /** Ids of sources by name, made where they are new. */
    static Uni<Map<String, Integer>> sources(Mutiny.StatelessSession session, Collection<String> names) {
        String[] wanted = names.toArray(String[]::new);
        return session.createNativeQuery(ADD_SOURCES)
                .setParameter(1, wanted)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(SOURCES, Object[].class)
                        .setParameter(1, wanted)
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (String) row[1], row -> (Integer) row[0])));
    }

    /** Ids of the daily cost's keys by fingerprint, made where they are new. */
    static Uni<Map<UUID, Integer>> costGroups(
            Mutiny.StatelessSession session, List<Description> descriptions, Map<ScopeKey, Integer> scopes) {
        Map<UUID, Description> wanted = new HashMap<>();
        descriptions.forEach(description -> wanted.putIfAbsent(description.costGroupFingerprint(), description));
        List<UUID> fingerprints = List.copyOf(wanted.keySet());
        List<Description> given = fingerprints.stream().map(wanted::get).toList();
        return session.createNativeQuery(ADD_GROUPS)
                .setParameter(1, fingerprints.toArray(UUID[]::new))
                .setParameter(2, integers(given, description -> scopes.get(description.account())))
                .setParameter(3, integers(given, description -> scopes.get(description.profile())))
                .setParameter(4, integers(given, description -> scopeOf(scopes, description.customer())))
                .setParameter(5, integers(given, description -> scopeOf(scopes, description.subscription())))
                .setParameter(6, integers(given, description -> scopeOf(scopes, description.resourceGroup())))
                .setParameter(
                        7, shorts(given, description -> description.agreement().code()))
                .setParameter(8, texts(given, description -> column(description, Column.INVOICE_ID)))
                .setParameter(9, texts(given, description -> column(description, Column.SERVICE_NAME)))
                .setParameter(10, shorts(given, description -> description
                        .charge()
                        .category()
                        .code()))
                .setParameter(11, texts(given, description -> column(description, Column.COMMITMENT_DISCOUNT_ID)))
                .setParameter(
                        12,
                        given.stream().map(Description::partnerCreditApplied).toArray(Boolean[]::new))
                .setParameter(
                        13, texts(given, description -> description.charge().currency()))
                .setParameter(14, given.stream().map(Description::billingPeriod).toArray(LocalDate[]::new))
                .executeUpdate()
                .chain(() -> session.createNativeQuery(GROUPS, Object[].class)
                        .setParameter(1, fingerprints.toArray(UUID[]::new))
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (UUID) row[0], row -> (Integer) row[1])));
    }

    /** Adds descriptions that are not there yet and returns all of them as stored. */
    static Uni<List<DimensionSet>> add(
            Mutiny.StatelessSession session,
            List<Description> given,
            Map<ScopeKey, Integer> scopes,
            Map<UUID, Integer> groups) {
        UUID[] fingerprints = given.stream().map(Description::fingerprint).toArray(UUID[]::new);
        List<DescriptionTexts> texts = given.stream().map(Description::texts).toList();
        return session.createNativeQuery(ADD_SETS)
                .setParameter(1, fingerprints)
                .setParameter(2, integers(given, description -> groups.get(description.costGroupFingerprint())))
                .setParameter(3, integers(given, description -> scopes.get(description.account())))
                .setParameter(4, integers(given, description -> scopes.get(description.profile())))
                .setParameter(5, integers(given, description -> scopeOf(scopes, description.customer())))
                .setParameter(6, integers(given, description -> scopeOf(scopes, description.subscription())))
                .setParameter(7, integers(given, description -> scopeOf(scopes, description.resourceGroup())))
                .setParameter(8, shorts(given, description -> description
                        .counting()
                        .account()
                        .code()))
                .setParameter(9, shorts(given, description -> description
                        .counting()
                        .profile()
                        .code()))
                .setParameter(10, shorts(given, description -> description
                        .counting()
                        .customer()
                        .code()))
                .setParameter(11, shorts(given, description -> description
                        .counting()
                        .rbac()
                        .code()))
                .setParameter(
                        12, shorts(given, description -> description.agreement().code()))
                .setParameter(
                        13, texts(given, description -> description.charge().currency()))
                .setParameter(14, shorts(given, description -> description
                        .charge()
                        .category()
                        .code()))
                .setParameter(15, written(texts, DescriptionTexts::dimensionsJson))
                .setParameter(16, written(texts, DescriptionTexts::tagsJson))
                .setParameter(17, written(texts, DescriptionTexts::sourceJson))
                .executeUpdate()
                .chain(() -> byFingerprint(session, List.of(fingerprints)));
    }

    /** Descriptions by fingerprint; those that are not there yet are missing from the answer. */
    static Uni<List<DimensionSet>> byFingerprint(Mutiny.StatelessSession session, Collection<UUID> fingerprints) {
        return session.createNativeQuery(SETS + " where fingerprint = any(cast(?1 as uuid[]))", Object[].class)
                .setParameter(1, fingerprints.toArray(UUID[]::new))
                .getResultList()
                .map(rows -> rows.stream().map(DescriptionTable::read).toList());
    }

    /** Descriptions by id. */
    static Uni<List<DimensionSet>> byId(Mutiny.StatelessSession session, Collection<Integer> ids) {
        return session.createNativeQuery(SETS + " where id = any(cast(?1 as integer[]))", Object[].class)
                .setParameter(1, ids.toArray(Integer[]::new))
                .getResultList()
                .map(rows -> rows.stream().map(DescriptionTable::read).toList());
    }

    /** A page of all descriptions of some scopes, by id; for building spend. */
    static Uni<List<DimensionSet>> page(
            Mutiny.StatelessSession session, Collection<Integer> scopes, int afterId, int limit) {
        return session.createNativeQuery(SETS + """
                                 where id > ?2 and (account_scope = any(cast(?1 as integer[])) or profile_scope = any(cast(?1 as integer[]))
                                    or customer_scope = any(cast(?1 as integer[])) or subscription_scope = any(cast(?1 as integer[]))
                                    or resource_group_scope = any(cast(?1 as integer[])))
                                 order by id limit ?3
                                """, Object[].class)
                .setParameter(1, scopes.toArray(Integer[]::new))
                .setParameter(2, afterId)
                .setParameter(3, limit)
                .getResultList()
                .map(rows -> rows.stream().map(DescriptionTable::read).toList());
    }

    private static DimensionSet read(Object[] row) {
        return new DimensionSet(
                (Integer) row[0],
                (UUID) row[1],
                (Integer) row[2],
                new DimensionSet.Places(
                        (Integer) row[3], (Integer) row[4], (Integer) row[5], (Integer) row[6], (Integer) row[7]),
                new Counting(
                        Price.of(((Number) row[8]).intValue()),
                        Price.of(((Number) row[9]).intValue()),
                        Price.of(((Number) row[10]).intValue()),
                        Price.of(((Number) row[11]).intValue())),
                Agreement.of(((Number) row[12]).intValue()),
                (String) row[13],
                new DescriptionTexts((String) row[14], (String) row[15], (String) row[16]));
    }

    private static @Nullable Integer scopeOf(Map<ScopeKey, Integer> scopes, @Nullable ScopeKey key) {
        return key == null ? null : scopes.get(key);
    }

    private static @Nullable String column(Description description, Column column) {
        return description.charge().columns().get(column);
    }

    private static @Nullable Integer[] integers(
            List<Description> given, Function<Description, @Nullable Integer> value) {
        @Nullable Integer[] values = new @Nullable Integer[given.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(given.get(i));
        }
        return values;
    }

    private static Short[] shorts(List<Description> given, Function<Description, Short> value) {
        return given.stream().map(value).toArray(Short[]::new);
    }

    private static @Nullable String[] texts(List<Description> given, Function<Description, @Nullable String> value) {
        return written(given, value);
    }

    private static <T> @Nullable String[] written(List<T> given, Function<T, @Nullable String> value) {
        @Nullable String[] values = new @Nullable String[given.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(given.get(i));
        }
        return values;
    }
}
