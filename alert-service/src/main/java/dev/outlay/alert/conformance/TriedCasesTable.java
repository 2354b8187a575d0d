package dev.outlay.alert.conformance;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code conformance_case}: what has come of each case of a run, once. It is written by whoever holds the run's claim alone. */
@ApplicationScoped
class TriedCasesTable {

    /** The cases of a run so far, in the order in which they were tried. */
    Uni<List<TriedCase>> of(Mutiny.StatelessSession session, UUID run) {
        return session.createNativeQuery("""
                        select name, verdict, reason, messages from conformance_case where run_id = cast(:run as uuid) order by position
                        """, Object[].class)
                .setParameter("run", run.toString())
                .getResultList()
                .map(rows -> rows.stream()
                        .flatMap(row -> ConformanceCase.ofWord((String) row[0]).stream()
                                .map(of -> new TriedCase(
                                        of,
                                        new Finding(
                                                Finding.Verdict.ofWord((String) row[1]),
                                                Optional.ofNullable((String) row[2])),
                                        MessagesColumn.read((String) row[3]))))
                        .toList());
    }

    /** Notes one, where the run is still carried on under that claim, and counts nothing against a run that has come further. Says whether it was noted. */
    Uni<Boolean> note(Mutiny.StatelessSession session, ConformanceRunsTable.Taken run, int position, TriedCase tried) {
        return session.createNativeQuery("""
                        with r as (
                            update conformance_run set claims = 0
                            where id = cast(:run as uuid) and claim = cast(:claim as uuid) and state = 'Running'
                            returning id
                        )
                        insert into conformance_case (run_id, position, name, verdict, reason, messages)
                        select r.id, :position, :name, :verdict, nullif(:reason, ''), :messages from r
                        on conflict do nothing
                        returning name
                        """, String.class)
                .setParameter("position", position)
                .setParameter("name", tried.of().word())
                .setParameter("verdict", tried.finding().verdict().word())
                .setParameter("reason", tried.finding().reason().orElse(""))
                .setParameter("messages", MessagesColumn.write(tried.messages()))
                .setParameter("run", run.id().toString())
                .setParameter("claim", run.claim().toString())
                .getResultList()
                .map(rows -> !rows.isEmpty());
    }
}
