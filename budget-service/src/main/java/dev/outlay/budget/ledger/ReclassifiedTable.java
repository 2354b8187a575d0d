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

/**
 * Copies descriptions to another agreement and another profile. Both are a part of the description, so that reclassifying or moving a customer is a restatement like any other:
 * its charges move from one description to the other (DESIGN.md section 6, point 10).
 */
final class ReclassifiedTable {

    private static final String ADD_GROUPS = """
            insert into cost_group (fingerprint, account_scope, profile_scope, customer_scope, subscription_scope,
                                    resource_group_scope, agreement, invoice, service, charge_category, commitment,
                                    partner_credit_applied, currency, billing_period)
            select wanted.fingerprint, g.account_scope, wanted.profile_scope, g.customer_scope, g.subscription_scope,
                   g.resource_group_scope, wanted.agreement, g.invoice, g.service, g.charge_category, g.commitment,
                   g.partner_credit_applied, g.currency, g.billing_period
            from (select distinct on (t.fingerprint) *
                  from unnest(cast(?1 as integer[]), cast(?2 as uuid[]), cast(?3 as smallint[]), cast(?4 as integer[]))
                      as t (old, fingerprint, agreement, profile_scope) order by t.fingerprint) as wanted
            join cost_group g on g.id = wanted.old
            order by 1 on conflict do nothing
            """;

    private static final String ADD_SETS = """
            insert into dimension_set (fingerprint, cost_group_id, account_scope, profile_scope, customer_scope, subscription_scope,
                                       resource_group_scope, account_price, profile_price, customer_price, rbac_price, agreement,
                                       currency, charge_category, dimensions, tags, source_columns)
            select wanted.fingerprint, g.id, d.account_scope, wanted.profile_scope, d.customer_scope, d.subscription_scope,
                   d.resource_group_scope, wanted.account_price, wanted.profile_price, wanted.customer_price, wanted.rbac_price,
                   wanted.agreement, d.currency, d.charge_category, cast(wanted.dimensions as jsonb), d.tags, cast(wanted.source_columns as jsonb)
            from unnest(cast(?1 as integer[]), cast(?2 as uuid[]), cast(?3 as uuid[]), cast(?4 as smallint[]), cast(?5 as smallint[]),
                        cast(?6 as smallint[]), cast(?7 as smallint[]), cast(?8 as smallint[]), cast(?9 as integer[]), cast(?10 as text[]),
                        cast(?11 as text[]))
              as wanted (old, fingerprint, group_fingerprint, agreement, account_price, profile_price, customer_price, rbac_price, profile_scope,
                         dimensions, source_columns)
            join dimension_set d on d.id = wanted.old
            join cost_group g on g.fingerprint = wanted.group_fingerprint
            order by 1 on conflict do nothing
            """;

    private static final String GROUPS = """
            select g.id, g.fingerprint, g.billing_period, cast(g.currency as text), a.key, c.key, s.key, r.key
            from cost_group g join scope a on a.id = g.account_scope left join scope c on c.id = g.customer_scope
            left join scope s on s.id = g.subscription_scope left join scope r on r.id = g.resource_group_scope
            where g.id = any(cast(?1 as integer[]))
            """;

    private static final String PROFILE_KEYS = "select id, key from scope where id = any(cast(?1 as integer[]))";

    private static final String IDS =
            "select fingerprint, id from dimension_set where fingerprint = any(cast(?1 as uuid[]))";

    /**
     * A key of the daily cost as stored.
     *
     * @param period first day of the month in which its charges are billed; null where that is the month of their day
     */
    private record Group(
            UUID fingerprint,
            @Nullable LocalDate period,
            String currency,
            ScopeKey account,
            @Nullable String customer,
            @Nullable String subscription,
            @Nullable String resourceGroup) {}

    private ReclassifiedTable() {}

    /** @return id of the description as it has to be, by what was wanted */
    static Uni<Map<Reclassified, Integer>> add(Mutiny.StatelessSession session, Collection<Reclassified> given) {
        List<Reclassified> wanted = List.copyOf(given);
        List<UUID> fingerprints = wanted.stream().map(Reclassified::fingerprint).toList();
        return groups(session, wanted)
                .chain(groups -> profileKeys(session, wanted).map(keys -> wanted.stream()
                        .map(one -> costGroup(one, groups, keys))
                        .toArray(UUID[]::new)))
                .chain(groups -> addGroups(session, wanted, groups)
                        .chain(() -> addSets(session, wanted, fingerprints.toArray(UUID[]::new), groups)))
                .chain(() -> session.createNativeQuery(IDS, Object[].class)
                        .setParameter(1, fingerprints.toArray(UUID[]::new))
                        .getResultList())
                .map(rows -> {
                    Map<UUID, Integer> ids =
                            rows.stream().collect(Collectors.toMap(row -> (UUID) row[0], row -> (Integer) row[1]));
                    Map<Reclassified, Integer> found = new HashMap<>();
                    for (int i = 0; i < wanted.size(); i++) {
                        found.put(wanted.get(i), ids.get(fingerprints.get(i)));
                    }
                    return found;
                });
    }

    private static Uni<Map<Integer, Group>> groups(Mutiny.StatelessSession session, List<Reclassified> wanted) {
        return session.createNativeQuery(GROUPS, Object[].class)
                .setParameter(
                        1, wanted.stream().map(one -> one.set().costGroup()).toArray(Integer[]::new))
                .getResultList()
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (Integer) row[0], ReclassifiedTable::read)));
    }

    private static Group read(Object[] row) {
        return new Group(
                (UUID) row[1],
                (LocalDate) row[2],
                (String) row[3],
                new ScopeKey((String) row[4]),
                (String) row[5],
                (String) row[6],
                (String) row[7]);
    }

    private static Uni<Map<Integer, String>> profileKeys(Mutiny.StatelessSession session, List<Reclassified> wanted) {
        return session.createNativeQuery(PROFILE_KEYS, Object[].class)
                .setParameter(1, Reclassified.profiles(wanted).toArray(Integer[]::new))
                .getResultList()
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (Integer) row[0], row -> (String) row[1])));
    }

    /** Where it is moved, that of the charges whose source says so: what is alike is in one row of a day. */
    private static UUID costGroup(Reclassified wanted, Map<Integer, Group> groups, Map<Integer, String> profiles) {
        Group group = groups.get(wanted.set().costGroup());
        if (group == null) {
            throw new IllegalStateException("dimension set " + wanted.set().id() + " has no group");
        }
        String profile = profiles.get(wanted.profileScope());
        if (!wanted.isMoved() || profile == null) {
            return wanted.set().agreement() == wanted.agreement()
                    ? group.fingerprint()
                    : Description.underTheOther(group.fingerprint());
        }
        return Description.costGroupFingerprint(
                new Description.CostGroupPlaces(
                        group.account().text(), profile, group.customer(), group.subscription(), group.resourceGroup()),
                wanted::text,
                wanted.category(),
                group.currency(),
                group.period(),
                wanted.agreement());
    }

    private static Uni<Integer> addGroups(Mutiny.StatelessSession session, List<Reclassified> wanted, UUID[] groups) {
        return session.createNativeQuery(ADD_GROUPS)
                .setParameter(
                        1, wanted.stream().map(one -> one.set().costGroup()).toArray(Integer[]::new))
                .setParameter(2, groups)
                .setParameter(3, codes(wanted, one -> one.agreement().code()))
                .setParameter(4, wanted.stream().map(Reclassified::profileScope).toArray(Integer[]::new))
                .executeUpdate();
    }

    private static Uni<Integer> addSets(
            Mutiny.StatelessSession session, List<Reclassified> wanted, UUID[] fingerprints, UUID[] groups) {
        List<Counting> countings = wanted.stream().map(Reclassified::counting).toList();
        List<DescriptionTexts> texts = wanted.stream().map(Reclassified::texts).toList();
        return session.createNativeQuery(ADD_SETS)
                .setParameter(1, wanted.stream().map(one -> one.set().id()).toArray(Integer[]::new))
                .setParameter(2, fingerprints)
                .setParameter(3, groups)
                .setParameter(4, codes(wanted, one -> one.agreement().code()))
                .setParameter(5, codes(countings, counting -> counting.account().code()))
                .setParameter(6, codes(countings, counting -> counting.profile().code()))
                .setParameter(
                        7, codes(countings, counting -> counting.customer().code()))
                .setParameter(8, codes(countings, counting -> counting.rbac().code()))
                .setParameter(9, wanted.stream().map(Reclassified::profileScope).toArray(Integer[]::new))
                .setParameter(
                        10, texts.stream().map(DescriptionTexts::dimensionsJson).toArray(String[]::new))
                .setParameter(
                        11, texts.stream().map(DescriptionTexts::sourceJson).toArray(String[]::new))
                .executeUpdate();
    }

    private static <T> Short[] codes(List<T> given, Function<T, Short> code) {
        return given.stream().map(code).toArray(Short[]::new);
    }
}
