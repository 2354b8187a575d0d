package dev.outlay.budget.export;

import dev.outlay.budget.access.Principal;
import dev.outlay.budget.details.DetailQuestion;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code cost_export_run}. A run is changed only by whoever holds it: one whose lease has run out changes nothing any more. Of an export one run at a time is unfinished, and an occurrence has one run ever; indexes see to
 * both.
 */
final class ExportRunTable {

    /**
     * A run that is to be gone on with.
     *
     * @param owner key of the place of which the export was saved
     * @param by who saved it last
     * @param rightsAt when
     * @param fileId in which the charges are collected; null where that has not begun
     * @param attempts how often that was tried, this one included
     */
    record Claimed(
            UUID id,
            String owner,
            String exportName,
            String scopeArmId,
            Principal by,
            Instant rightsAt,
            boolean isScheduled,
            Instant submittedAt,
            LocalDate first,
            LocalDate last,
            String settings,
            @Nullable UUID fileId,
            int attempts) {}

    /** How a run has ended. */
    record End(
            ExportRun.State state,
            @Nullable String fileName,
            @Nullable Long bytes,
            @Nullable String errorCode,
            @Nullable String error) {}

    /** Those who claim wait for each other, so that there are not more runs at a time than may be. */
    private static final String LOCK =
            "select true from (select pg_advisory_xact_lock(hashtextextended('exports that run', 35))) as locked";

    private static final String ADD = """
            insert into cost_export_run (id, export_id, occurrence, submitted_by, submitted_at, state, first_day, last_day, settings, attempts, leased_until)
            select cast(?1 as uuid), id, cast(cast(?3 as text) as timestamptz), ?4, clock_timestamp(), 1, cast(cast(?5 as text) as date), cast(cast(?6 as text) as date), properties, 0,
                   timestamptz 'epoch'
            from cost_export where id = ?2
            on conflict do nothing
            """;

    private static final String ADD_FAILED = """
            insert into cost_export_run (id, export_id, occurrence, submitted_by, submitted_at, ended_at, state, first_day, last_day, settings, error_code, error, attempts, leased_until)
            select cast(?1 as uuid), id, occurrence, 'System', clock_timestamp(), clock_timestamp(), 4, cast(occurrence at time zone 'UTC' as date),
                   cast(occurrence at time zone 'UTC' as date), properties, cast(?4 as text), cast(?5 as text), 0, timestamptz 'epoch'
            from (select id, properties, cast(cast(?3 as text) as timestamptz) as occurrence from cost_export where id = ?2) e
            on conflict do nothing
            """;

    private static final String FORGET = """
            delete from cost_export_run where export_id = ?1 and state > 2
              and id not in (select id from cost_export_run where export_id = ?1 and state > 2 order by submitted_at desc, id limit ?2)
            """;

    private static final String LIST = """
            select id, cast(extract(epoch from occurrence) * 1000000 as bigint), submitted_by, cast(extract(epoch from submitted_at) * 1000000 as bigint),
                   cast(extract(epoch from started_at) * 1000000 as bigint), cast(extract(epoch from ended_at) * 1000000 as bigint), cast(state as integer),
                   cast(first_day as text), cast(last_day as text), cast(settings as text), file_name, byte_count, error_code, error
            from cost_export_run where export_id = ?1 order by submitted_at desc, id
            """;

    private static final String CLAIM = """
            update cost_export_run r set holder = ?1, leased_until = clock_timestamp() + cast(?2 as bigint) * interval '1 millisecond', attempts = attempts + 1
            from cost_export e
            where e.id = r.export_id and r.id = (
                select w.id from cost_export_run w
                where w.state in (1, 2) and w.leased_until < clock_timestamp()
                  and (w.state = 2 or (select count(*) from cost_export_run b
                                       where b.state = 2 or (b.state = 1 and b.leased_until >= clock_timestamp())) < cast(?3 as integer))
                order by w.leased_until, w.submitted_at limit 1 for update skip locked)
            returning r.id, e.owner, e.name, e.scope_arm_id, e.principal, e.tenant, array_to_string(e.roles, chr(10)), array_to_string(e.groups, chr(10)),
                      cast(extract(epoch from e.rights_at) * 1000000 as bigint), r.occurrence is not null,
                      cast(extract(epoch from r.submitted_at) * 1000000 as bigint), cast(r.first_day as text), cast(r.last_day as text),
                      cast(r.settings as text), r.file_id, r.attempts
            """;

    private static final String BEGUN = """
            update cost_export_run set state = 2, file_id = ?3, started_at = coalesce(started_at, clock_timestamp()), attempts = 0, holder = null,
                   leased_until = timestamptz 'epoch'
            where id = ?1 and holder = ?2 and state in (1, 2)
            """;

    private static final String WAIT = """
            update cost_export_run set attempts = 0, holder = null, leased_until = clock_timestamp() + interval '500 milliseconds'
            where id = ?1 and holder = ?2 and state in (1, 2)
            """;

    private static final String RENEW = """
            update cost_export_run set leased_until = clock_timestamp() + cast(?3 as bigint) * interval '1 millisecond'
            where id = ?1 and holder = ?2 and state = 2
            """;

    private static final String APPEARING = """
            update cost_export_run set leased_until = clock_timestamp() + cast(?3 as bigint) * interval '1 millisecond', folder = ?4
            where id = ?1 and holder = ?2 and state = 2
            """;

    private static final String END = """
            update cost_export_run set state = cast(?3 as smallint), started_at = coalesce(started_at, clock_timestamp()), ended_at = clock_timestamp(), file_name = cast(?4 as text),
                   byte_count = cast(?5 as bigint), error_code = cast(?6 as text), error = cast(?7 as text), holder = null, file_id = null
            where id = ?1 and holder = ?2 and state in (1, 2)
            returning coalesce(folder, '')
            """;

    private ExportRunTable() {}

    /**
     * Adds a run, and forgets the oldest of those that are over; says whether it did. It does not where one is unfinished, or where the occurrence had its run.
     *
     * @param occurrence null where somebody asks for it
     */
    static Uni<Boolean> add(
            Mutiny.StatelessSession session,
            UUID export,
            @Nullable Instant occurrence,
            String by,
            DetailQuestion question,
            int history) {
        return session.createNativeQuery(ADD)
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, export)
                .setParameter(3, ExportTable.text(occurrence))
                .setParameter(4, by)
                .setParameter(5, question.first().toString())
                .setParameter(6, question.last().toString())
                .executeUpdate()
                .call(() -> session.createNativeQuery(FORGET)
                        .setParameter(1, export)
                        .setParameter(2, history)
                        .executeUpdate())
                .map(added -> added == 1);
    }

    /** Adds the run of an occurrence that has failed before it began. */
    static Uni<Void> addFailed(
            Mutiny.StatelessSession session, UUID export, Instant occurrence, String errorCode, String error) {
        return session.createNativeQuery(ADD_FAILED)
                .setParameter(1, UUID.randomUUID())
                .setParameter(2, export)
                .setParameter(3, occurrence.toString())
                .setParameter(4, errorCode)
                .setParameter(5, error)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Newest first. */
    static Uni<List<ExportRun>> list(Mutiny.StatelessSession session, UUID export) {
        return session.createNativeQuery(LIST, Object[].class)
                .setParameter(1, export)
                .getResultList()
                .map(rows -> rows.stream().map(ExportRunTable::run).toList());
    }

    /** The run that is to be gone on with next, held until the lease runs out; empty where there is none. */
    static Uni<Optional<Claimed>> claim(Mutiny.StatelessSession session, String holder, Duration lease, int atOnce) {
        return session.createNativeQuery(LOCK, Boolean.class)
                .getSingleResult()
                .chain(() -> session.createNativeQuery(CLAIM, Object[].class)
                        .setParameter(1, holder)
                        .setParameter(2, lease.toMillis())
                        .setParameter(3, atOnce)
                        .getResultList())
                .map(rows -> rows.stream().findFirst().map(ExportRunTable::claimed));
    }

    /** Notes in which file the charges are collected, and lets the run go. */
    static Uni<Boolean> begun(Mutiny.StatelessSession session, UUID run, String holder, UUID file) {
        return session.createNativeQuery(BEGUN)
                .setParameter(1, run)
                .setParameter(2, holder)
                .setParameter(3, file)
                .executeUpdate()
                .map(changed -> changed == 1);
    }

    /** Lets a run go that has to be looked at again soon. */
    static Uni<Void> await(Mutiny.StatelessSession session, UUID run, String holder) {
        return session.createNativeQuery(WAIT)
                .setParameter(1, run)
                .setParameter(2, holder)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Holds a run longer; false where it is held no more, or is gone with its export. */
    static Uni<Boolean> renew(Mutiny.StatelessSession session, UUID run, String holder, Duration lease) {
        return session.createNativeQuery(RENEW)
                .setParameter(1, run)
                .setParameter(2, holder)
                .setParameter(3, lease.toMillis())
                .executeUpdate()
                .map(changed -> changed == 1);
    }

    /** The same, and notes the folder in which something of the run can be seen from now on. */
    static Uni<Boolean> appearing(
            Mutiny.StatelessSession session, UUID run, String holder, Duration lease, String folder) {
        return session.createNativeQuery(APPEARING)
                .setParameter(1, run)
                .setParameter(2, holder)
                .setParameter(3, lease.toMillis())
                .setParameter(4, folder)
                .executeUpdate()
                .map(changed -> changed == 1);
    }

    /** Notes how a run has ended. Returns the folder in which something of it can be seen, which is an empty text for none; nothing where somebody else holds the run. */
    static Uni<Optional<String>> end(Mutiny.StatelessSession session, UUID run, String holder, End end) {
        return session.createNativeQuery(END, String.class)
                .setParameter(1, run)
                .setParameter(2, holder)
                .setParameter(3, end.state().code())
                .setParameter(4, end.fileName())
                .setParameter(5, end.bytes())
                .setParameter(6, end.errorCode())
                .setParameter(7, end.error())
                .getResultList()
                .map(rows -> rows.stream().findFirst());
    }

    private static Claimed claimed(Object[] row) {
        return new Claimed(
                (UUID) row[0],
                (String) row[1],
                (String) row[2],
                (String) row[3],
                new Principal((String) row[4], (String) row[5], lines(row[6]), lines(row[7])),
                ExportTable.instant(row[8]),
                (Boolean) row[9],
                ExportTable.instant(row[10]),
                LocalDate.parse((String) row[11]),
                LocalDate.parse((String) row[12]),
                (String) row[13],
                (UUID) row[14],
                ((Number) row[15]).intValue());
    }

    private static Set<String> lines(Object text) {
        return ((String) text).lines().collect(Collectors.toUnmodifiableSet());
    }

    private static ExportRun run(Object[] row) {
        return new ExportRun(
                (UUID) row[0],
                instant(row[1]),
                (String) row[2],
                ExportTable.instant(row[3]),
                instant(row[4]),
                instant(row[5]),
                ExportRun.State.of(((Number) row[6]).intValue()),
                LocalDate.parse((String) row[7]),
                LocalDate.parse((String) row[8]),
                (String) row[9],
                (String) row[10],
                row[11] == null ? null : ((Number) row[11]).longValue(),
                (String) row[12],
                (String) row[13]);
    }

    private static @Nullable Instant instant(@Nullable Object micros) {
        return micros == null ? null : ExportTable.instant(micros);
    }
}
