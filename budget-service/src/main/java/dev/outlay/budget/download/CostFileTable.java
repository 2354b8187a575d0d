package dev.outlay.budget.download;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The tables {@code cost_file} and {@code cost_file_chunk}. A part is written only by whoever holds the file, and only as the one that comes next: a writer whose lease has run out changes nothing any more.
 */
final class CostFileTable {

    /**
     * A file that is to be asked for.
     *
     * @param place row of its scope; 0 where nothing was ever kept for it
     * @param question what is to be in it, as {@link FileContent} of its kind reads it; JSON
     * @param layoutCode which columns, where its kind has several
     */
    record New(
            UUID id,
            int place,
            String scopeArmId,
            FileKind kind,
            String question,
            String request,
            int layoutCode,
            String principal,
            String tenant,
            Set<String> groups) {}

    /**
     * A file that is to be gone on with, as it is kept: what of it cannot be read fails whoever goes on with it, and not the claim, which would be taken back and made again for ever.
     *
     * @param scopeKindCode of its scope
     * @param kindCode what it holds
     * @param question what is to be in it; JSON
     * @param layoutCode which columns
     * @param next where its next part begins; null where it has none yet
     * @param attempts how often that was tried, this one included
     */
    record Claimed(
            UUID id,
            int place,
            int scopeKindCode,
            int kindCode,
            String question,
            int layoutCode,
            @Nullable String next,
            int chunks,
            long rows,
            int attempts) {}

    /** Those of one principal wait for each other, so that none is counted too late. */
    private static final String LOCK =
            "select true from (select pg_advisory_xact_lock(hashtextextended(cast(?1 as text) || chr(10) || cast(?2 as text), 13))) as locked";

    private static final String ADD = """
            insert into cost_file (id, scope_id, scope_arm_id, question, request, layout, principal, tenant, state, chunk_count, row_count, byte_count,
                                   attempts, leased_until, created_at, expires_at, kind, principal_groups)
            select cast(?1 as uuid), nullif(cast(?2 as integer), 0), ?3, cast(cast(?4 as text) as jsonb), ?5, cast(?6 as smallint), cast(?7 as text), cast(?8 as text),
                   cast(?9 as smallint), 0, 0, 0, 0, timestamptz 'epoch', clock_timestamp(), clock_timestamp() + cast(?10 as bigint) * interval '1 millisecond', cast(?12 as smallint), cast(?13 as text[])
            where (select count(*) from cost_file where principal = cast(?7 as text) and tenant = cast(?8 as text) and state = 1) < cast(?11 as integer)
            """;

    private static final String FIND = """
            select id, scope_arm_id, request, principal, tenant, state, chunk_count, row_count, byte_count,
                   cast(extract(epoch from expires_at) * 1000000 as bigint), cast(kind as integer),
                   array_to_string(principal_groups, chr(10))
            from cost_file where id = ?1 and expires_at > clock_timestamp()
            """;

    /** Of those that nobody writes, that which has the fewest parts: one of millions of charges keeps no small one waiting. */
    private static final String CLAIM = """
            update cost_file set holder = ?1, leased_until = clock_timestamp() + cast(?2 as bigint) * interval '1 millisecond', attempts = attempts + 1
            where id = (select id from cost_file where state = 1 and leased_until < clock_timestamp() and expires_at > clock_timestamp()
                        order by chunk_count, created_at limit 1 for update skip locked)
            returning id, scope_id, (select cast(s.kind as integer) from scope s where s.id = scope_id), cast(question as text),
                      cast(layout as integer), next_position, chunk_count, row_count, attempts, cast(kind as integer)
            """;

    /** Moves the file and lets it go; with a part, that is inserted by the same statement. */
    private static final String GO_ON = """
            with moved as (
                update cost_file set next_position = cast(?3 as text), state = cast(?4 as smallint), chunk_count = chunk_count + cast(?5 as integer),
                       row_count = row_count + cast(?6 as bigint), byte_count = byte_count + cast(?7 as bigint), attempts = 0, holder = null,
                       leased_until = timestamptz 'epoch'
                where id = ?1 and holder = ?2 and state = 1 and chunk_count = cast(?8 as integer)
                returning id)
            insert into cost_file_chunk (file_id, number, content)
            select moved.id, cast(?8 as integer), decode(cast(?9 as text), 'base64') from moved where cast(?5 as integer) = 1
            """;

    private static final String GIVE_UP =
            "update cost_file set state = cast(?3 as smallint), holder = null where id = ?1 and holder = ?2 and state = 1";

    private static final String CHUNK =
            "select encode(content, 'base64') from cost_file_chunk where file_id = ?1 and number = ?2";

    private static final String EXPIRE = """
            delete from cost_file where id in (select id from cost_file where expires_at < clock_timestamp() order by expires_at limit 1 for update skip locked)
            """;

    private static final String REMOVE = "delete from cost_file where id = ?1";

    private CostFileTable() {}

    /** Adds a file, unless the principal has as many that are not whole as it may; says whether it did. */
    static Uni<Boolean> add(Mutiny.StatelessSession session, New file, Duration keep, int most) {
        CostFile.State state = file.place() == 0 ? CostFile.State.EMPTY : CostFile.State.NOT_WHOLE;
        return session.createNativeQuery(LOCK, Boolean.class)
                .setParameter(1, file.principal())
                .setParameter(2, file.tenant())
                .getSingleResult()
                .chain(() -> session.createNativeQuery(ADD)
                        .setParameter(1, file.id())
                        .setParameter(2, file.place())
                        .setParameter(3, file.scopeArmId())
                        .setParameter(4, file.question())
                        .setParameter(5, file.request())
                        .setParameter(6, (short) file.layoutCode())
                        .setParameter(7, file.principal())
                        .setParameter(8, file.tenant())
                        .setParameter(9, state.code())
                        .setParameter(10, keep.toMillis())
                        .setParameter(11, most)
                        .setParameter(12, file.kind().code())
                        .setParameter(13, file.groups().toArray(String[]::new))
                        .executeUpdate())
                .map(added -> added == 1);
    }

    /** A file that is kept still. */
    static Uni<Optional<CostFile>> find(Mutiny.StatelessSession session, UUID id) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, id)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(CostFileTable::file));
    }

    private static CostFile file(Object[] row) {
        return new CostFile(
                (UUID) row[0],
                (String) row[1],
                FileKind.of(((Number) row[10]).intValue()),
                (String) row[2],
                (String) row[3],
                (String) row[4],
                ((String) row[11]).lines().collect(Collectors.toUnmodifiableSet()),
                CostFile.State.of(((Number) row[5]).intValue()),
                ((Number) row[6]).intValue(),
                ((Number) row[7]).longValue(),
                ((Number) row[8]).longValue(),
                Instant.EPOCH.plus(((Number) row[9]).longValue(), ChronoUnit.MICROS));
    }

    /** The file that is to be gone on with next, held until the lease runs out; empty where there is none. */
    static Uni<Optional<Claimed>> claim(Mutiny.StatelessSession session, String holder, Duration lease) {
        return session.createNativeQuery(CLAIM, Object[].class)
                .setParameter(1, holder)
                .setParameter(2, lease.toMillis())
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(CostFileTable::claimed));
    }

    private static Claimed claimed(Object[] row) {
        return new Claimed(
                (UUID) row[0],
                ((Number) row[1]).intValue(),
                ((Number) row[2]).intValue(),
                ((Number) row[9]).intValue(),
                (String) row[3],
                ((Number) row[4]).intValue(),
                (String) row[5],
                ((Number) row[6]).intValue(),
                ((Number) row[7]).longValue(),
                ((Number) row[8]).intValue());
    }

    /**
     * Writes a part, or notes how far it was looked without finding any row, and lets the file go.
     *
     * @param text of the part; null where it has no rows
     */
    static Uni<Void> goOn(
            Mutiny.StatelessSession session,
            Claimed file,
            String holder,
            FileContent.Part part,
            @Nullable CostFileText text) {
        int rows = part.rows();
        String next = part.next();
        CostFile.State state = next != null
                ? CostFile.State.NOT_WHOLE
                : file.rows() + rows > 0 ? CostFile.State.WHOLE : CostFile.State.EMPTY;
        return session.createNativeQuery(GO_ON)
                .setParameter(1, file.id())
                .setParameter(2, holder)
                .setParameter(3, next)
                .setParameter(4, state.code())
                .setParameter(5, text == null ? 0 : 1)
                .setParameter(6, (long) rows)
                .setParameter(7, text == null ? 0L : text.bytes())
                .setParameter(8, file.chunks())
                .setParameter(9, text == null ? "" : text.base64())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Notes that a file cannot be written. */
    static Uni<Void> giveUp(Mutiny.StatelessSession session, Claimed file, String holder) {
        return session.createNativeQuery(GIVE_UP)
                .setParameter(1, file.id())
                .setParameter(2, holder)
                .setParameter(3, CostFile.State.GIVEN_UP.code())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** A part of a file, as gzip; empty where it is gone. */
    static Uni<Optional<byte[]>> chunk(Mutiny.StatelessSession session, UUID id, int number) {
        return session.createNativeQuery(CHUNK, String.class)
                .setParameter(1, id)
                .setParameter(2, number)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(Base64.getMimeDecoder()::decode));
    }

    /** Removes a file that has expired, with its parts; says whether there was one. */
    static Uni<Boolean> expire(Mutiny.StatelessSession session) {
        return session.createNativeQuery(EXPIRE).executeUpdate().map(removed -> removed > 0);
    }

    /** Removes a file with its parts. */
    static Uni<Void> remove(Mutiny.StatelessSession session, UUID id) {
        return session.createNativeQuery(REMOVE)
                .setParameter(1, id)
                .executeUpdate()
                .replaceWithVoid();
    }
}
