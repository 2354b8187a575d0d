package dev.outlay.budget.pricesheet;

import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The table {@code price_sheet}. One sheet is in force for a profile and a billing period: the database refuses another one. */
final class PriceSheetTable {

    private static final String BEGIN = """
            insert into price_sheet (period, state, begun_at, imported_by) values (?1, 1, clock_timestamp(), ?2) returning id
            """;

    private static final String SHEETS = """
            select s.id, s.profile_scope, p.billing_account, p.billing_profile, s.period, s.account_name, s.profile_name, cast(s.billing_currency as text),
                   s.price_count, s.content, cast(extract(epoch from s.imported_at) * 1000000 as bigint), s.imported_by
            from price_sheet s join scope p on p.id = s.profile_scope
            """;

    private static final String FIND = SHEETS + "where s.id = ?1 and p.key = ?2 and s.state in (2, 3)";

    private static final String ONE = SHEETS + "where s.id = ?1 and s.profile_scope = ?2 and s.state in (2, 3)";

    private static final String OF_PERIOD = SHEETS + "where p.key = ?1 and s.period = ?2 and s.state = 2";

    /** Prices hold until others are said. */
    private static final String IN_FORCE =
            SHEETS + "where p.key = ?1 and s.period <= ?2 and s.state = 2 order by s.period desc limit 1";

    private static final String KNOWN_AT = SHEETS + """
            where p.key = ?1 and s.period <= ?2 and s.state in (2, 3)
              and s.imported_at <= timestamptz 'epoch' + cast(?3 as bigint) * interval '1 microsecond'
              and (s.replaced_at is null or s.replaced_at > timestamptz 'epoch' + cast(?3 as bigint) * interval '1 microsecond')
            order by s.period desc limit 1
            """;

    private static final String REPLACE =
            "update price_sheet set state = 3, replaced_at = clock_timestamp() where id = ?1 and state = 2";

    private static final String PUT_IN_FORCE = """
            update price_sheet set state = 2, profile_scope = ?2, content = ?3, account_name = cast(?4 as text), profile_name = cast(?5 as text),
                   billing_currency = ?6, price_count = ?7, imported_at = clock_timestamp()
            where id = ?1 and state = 1
            """;

    private static final String DISCARD = "update price_sheet set state = 4 where id = ?1 and state = 1";

    /** What is of no use, and what has been arriving for longer than anything may: whoever read it has died. */
    private static final String USELESS = """
            select id from price_sheet
            where state = 4 or state = 1 and begun_at < clock_timestamp() - cast(?1 as bigint) * interval '1 millisecond'
            order by begun_at limit 1 for update skip locked
            """;

    private static final String REMOVE = "delete from price_sheet where id = ?1 and state in (1, 4)";

    /**
     * A sheet that has arrived as a whole.
     *
     * @param scope row of the profile
     * @param content SHA-256 of what it says
     */
    record Arrived(long id, int scope, String content) {}

    private PriceSheetTable() {}

    /** Notes that a sheet arrives; it is nobody's until it is put in force. */
    static Uni<Long> begin(Mutiny.StatelessSession session, YearMonth period, String by) {
        return session.createNativeQuery(BEGIN, Long.class)
                .setParameter(1, period.atDay(1))
                .setParameter(2, by)
                .getSingleResult();
    }

    /** A sheet of a profile, in force or replaced. */
    static Uni<Optional<PriceSheet>> find(Mutiny.StatelessSession session, ScopeKey profile, long id) {
        return first(session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, id)
                .setParameter(2, profile.text()));
    }

    /** The same, by the row of the profile. */
    static Uni<Optional<PriceSheet>> one(Mutiny.StatelessSession session, int scope, long id) {
        return first(session.createNativeQuery(ONE, Object[].class)
                .setParameter(1, id)
                .setParameter(2, scope));
    }

    /** That which is in force for one period. */
    static Uni<Optional<PriceSheet>> ofPeriod(Mutiny.StatelessSession session, ScopeKey profile, YearMonth period) {
        return first(session.createNativeQuery(OF_PERIOD, Object[].class)
                .setParameter(1, profile.text())
                .setParameter(2, period.atDay(1)));
    }

    /** That of a period, or of the last one before it that has any. */
    static Uni<Optional<PriceSheet>> inForce(Mutiny.StatelessSession session, ScopeKey profile, YearMonth period) {
        return first(session.createNativeQuery(IN_FORCE, Object[].class)
                .setParameter(1, profile.text())
                .setParameter(2, period.atDay(1)));
    }

    /** The same, as it was known at a moment. */
    static Uni<Optional<PriceSheet>> knownAt(
            Mutiny.StatelessSession session, ScopeKey profile, YearMonth period, Instant moment) {
        return first(session.createNativeQuery(KNOWN_AT, Object[].class)
                .setParameter(1, profile.text())
                .setParameter(2, period.atDay(1))
                .setParameter(3, ChronoUnit.MICROS.between(Instant.EPOCH, moment)));
    }

    private static Uni<Optional<PriceSheet>> first(Mutiny.SelectionQuery<Object[]> query) {
        return query.getResultList().map(rows -> rows.stream().findFirst().map(PriceSheetTable::sheet));
    }

    private static PriceSheet sheet(Object[] row) {
        return new PriceSheet(
                ((Number) row[0]).longValue(),
                ((Number) row[1]).intValue(),
                (String) row[2],
                (String) row[3],
                YearMonth.from((LocalDate) row[4]),
                (String) row[5],
                (String) row[6],
                (String) row[7],
                ((Number) row[8]).intValue(),
                (String) row[9],
                Instant.EPOCH.plus(((Number) row[10]).longValue(), ChronoUnit.MICROS),
                (String) row[11]);
    }

    /** Puts a sheet that has arrived in force, in place of another one. */
    static Uni<Void> putInForce(
            Mutiny.StatelessSession session, Arrived sheet, PriceSheetReader read, @Nullable Long former) {
        Uni<Integer> replaced = former == null
                ? Uni.createFrom().item(0)
                : session.createNativeQuery(REPLACE).setParameter(1, former).executeUpdate();
        return replaced.chain(() -> session.createNativeQuery(PUT_IN_FORCE)
                        .setParameter(1, sheet.id())
                        .setParameter(2, sheet.scope())
                        .setParameter(3, sheet.content())
                        .setParameter(4, read.rules().accountName())
                        .setParameter(5, read.rules().profileName())
                        .setParameter(6, read.rules().billedIn())
                        .setParameter(7, read.prices())
                        .executeUpdate())
                .invoke(put -> {
                    if (put != 1) {
                        throw new IllegalStateException("the sheet " + sheet.id() + " was removed while it arrived");
                    }
                })
                .replaceWithVoid();
    }

    /** What has arrived is of no use. */
    static Uni<Void> discard(Mutiny.StatelessSession session, long id) {
        return session.createNativeQuery(DISCARD)
                .setParameter(1, id)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** A sheet that is to be removed, held until the transaction ends; empty for none. */
    static Uni<Optional<Long>> useless(Mutiny.StatelessSession session, Duration longest) {
        return session.createNativeQuery(USELESS, Long.class)
                .setParameter(1, longest.toMillis())
                .getResultList()
                .map(found -> found.stream().findFirst());
    }

    /** Removes a sheet that has no lines any more. */
    static Uni<Void> remove(Mutiny.StatelessSession session, long id) {
        return session.createNativeQuery(REMOVE)
                .setParameter(1, id)
                .executeUpdate()
                .replaceWithVoid();
    }
}
