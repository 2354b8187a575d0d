package dev.outlay.budget.ledger;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Copies descriptions to the other agreement. The agreement is a part of the description, so that reclassifying a customer is a restatement like any other:
 * its charges move from one description to the other (DESIGN.md section 6, point 10).
 */
final class ReclassifiedTable {

    private static final String ADD_GROUPS = """
            insert into cost_group (fingerprint, account_scope, profile_scope, customer_scope, subscription_scope,
                                    resource_group_scope, agreement, invoice, service, charge_category, commitment,
                                    partner_credit_applied, currency, billing_period)
            select wanted.fingerprint, g.account_scope, g.profile_scope, g.customer_scope, g.subscription_scope,
                   g.resource_group_scope, wanted.agreement, g.invoice, g.service, g.charge_category, g.commitment,
                   g.partner_credit_applied, g.currency, g.billing_period
            from (select distinct on (t.old) * from unnest(cast(?1 as integer[]), cast(?2 as uuid[]), cast(?3 as smallint[]))
                      as t (old, fingerprint, agreement) order by t.old) as wanted
            join cost_group g on g.id = wanted.old
            order by 1 on conflict do nothing
            """;

    private static final String ADD_SETS = """
            insert into dimension_set (fingerprint, cost_group_id, account_scope, profile_scope, customer_scope, subscription_scope,
                                       resource_group_scope, account_price, profile_price, customer_price, rbac_price, agreement,
                                       currency, charge_category, dimensions, tags)
            select wanted.fingerprint, g.id, d.account_scope, d.profile_scope, d.customer_scope, d.subscription_scope,
                   d.resource_group_scope, wanted.account_price, wanted.profile_price, wanted.customer_price, wanted.rbac_price,
                   wanted.agreement, d.currency, d.charge_category, d.dimensions, d.tags
            from unnest(cast(?1 as integer[]), cast(?2 as uuid[]), cast(?3 as uuid[]), cast(?4 as smallint[]), cast(?5 as smallint[]),
                        cast(?6 as smallint[]), cast(?7 as smallint[]), cast(?8 as smallint[]))
              as wanted (old, fingerprint, group_fingerprint, agreement, account_price, profile_price, customer_price, rbac_price)
            join dimension_set d on d.id = wanted.old
            join cost_group g on g.fingerprint = wanted.group_fingerprint
            order by 1 on conflict do nothing
            """;

    private static final String GROUP_FINGERPRINTS =
            "select id, fingerprint from cost_group where id = any(cast(?1 as integer[]))";

    private static final String IDS = """
            select wanted.old, d.id from unnest(cast(?1 as integer[]), cast(?2 as uuid[])) as wanted (old, fingerprint)
            join dimension_set d on d.fingerprint = wanted.fingerprint
            """;

    private ReclassifiedTable() {}

    /** @return id of the description under the other agreement, by the id of the one given */
    static Uni<Map<Integer, Integer>> add(Mutiny.StatelessSession session, Collection<DimensionSet> given) {
        List<DimensionSet> sets = List.copyOf(given);
        Integer[] old = sets.stream().map(DimensionSet::id).toArray(Integer[]::new);
        UUID[] fingerprints = sets.stream()
                .map(set -> Description.underTheOther(set.fingerprint()))
                .toArray(UUID[]::new);
        return session.createNativeQuery(GROUP_FINGERPRINTS, Object[].class)
                .setParameter(1, sets.stream().map(DimensionSet::costGroup).toArray(Integer[]::new))
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> (Integer) row[0], row -> Description.underTheOther((UUID) row[1]))))
                .chain(groups ->
                        addGroups(session, sets, groups).chain(() -> addSets(session, sets, old, fingerprints, groups)))
                .chain(() -> session.createNativeQuery(IDS, Object[].class)
                        .setParameter(1, old)
                        .setParameter(2, fingerprints)
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (Integer) row[0], row -> (Integer) row[1])));
    }

    private static Uni<Integer> addGroups(
            Mutiny.StatelessSession session, List<DimensionSet> sets, Map<Integer, UUID> groups) {
        return session.createNativeQuery(ADD_GROUPS)
                .setParameter(1, sets.stream().map(DimensionSet::costGroup).toArray(Integer[]::new))
                .setParameter(
                        2, sets.stream().map(set -> groups.get(set.costGroup())).toArray(UUID[]::new))
                .setParameter(3, sets.stream().map(set -> other(set).code()).toArray(Short[]::new))
                .executeUpdate();
    }

    private static Uni<Integer> addSets(
            Mutiny.StatelessSession session,
            List<DimensionSet> sets,
            Integer[] old,
            UUID[] fingerprints,
            Map<Integer, UUID> groups) {
        List<Counting> countings =
                sets.stream().map(ReclassifiedTable::countingUnderTheOther).toList();
        return session.createNativeQuery(ADD_SETS)
                .setParameter(1, old)
                .setParameter(2, fingerprints)
                .setParameter(
                        3, sets.stream().map(set -> groups.get(set.costGroup())).toArray(UUID[]::new))
                .setParameter(4, sets.stream().map(set -> other(set).code()).toArray(Short[]::new))
                .setParameter(
                        5,
                        countings.stream()
                                .map(counting -> counting.account().code())
                                .toArray(Short[]::new))
                .setParameter(
                        6,
                        countings.stream()
                                .map(counting -> counting.profile().code())
                                .toArray(Short[]::new))
                .setParameter(
                        7,
                        countings.stream()
                                .map(counting -> counting.customer().code())
                                .toArray(Short[]::new))
                .setParameter(
                        8,
                        countings.stream()
                                .map(counting -> counting.rbac().code())
                                .toArray(Short[]::new))
                .executeUpdate();
    }

    private static Counting countingUnderTheOther(DimensionSet set) {
        Map<String, String> dimensions = set.texts().dimensions();
        ChargeCategory category = ChargeCategory.named(dimensions.getOrDefault(Column.CHARGE_CATEGORY.columnName(), ""))
                .orElseThrow(() -> new IllegalStateException("dimension set " + set.id() + " has no category"));
        return Counting.of(
                category,
                other(set),
                CommitmentUse.of(
                        dimensions.get(Column.COMMITMENT_DISCOUNT_ID.columnName()),
                        dimensions.get(Column.COMMITMENT_DISCOUNT_STATUS.columnName())));
    }

    private static Agreement other(DimensionSet set) {
        return set.agreement() == Agreement.CSP_OFFER ? Agreement.MICROSOFT_CUSTOMER_AGREEMENT : Agreement.CSP_OFFER;
    }
}
