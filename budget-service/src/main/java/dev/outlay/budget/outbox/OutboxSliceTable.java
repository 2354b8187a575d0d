package dev.outlay.budget.outbox;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code outbox_slice}: which relay sends which keys, until when. */
final class OutboxSliceTable {

    private static final String CLAIM = """
            update outbox_slice set holder = ?1, leased_until = clock_timestamp() + ?2 * interval '1 millisecond'
            where slice in (select slice from outbox_slice where holder = ?1 or leased_until < clock_timestamp()
                            order by slice for update skip locked)
            returning cast(slice as integer)
            """;

    private static final String GIVE_BACK =
            "update outbox_slice set holder = null, leased_until = timestamptz 'epoch' where holder = ?1";

    private OutboxSliceTable() {}

    /**
     * Renews what a relay holds and takes what nobody holds any more.
     *
     * @return the slices that it holds now
     */
    static Uni<Short[]> claim(Mutiny.StatelessSession session, String holder, Duration lease) {
        return session.createNativeQuery(CLAIM, Integer.class)
                .setParameter(1, holder)
                .setParameter(2, lease.toMillis())
                .getResultList()
                .map(slices -> slices.stream().map(Integer::shortValue).toArray(Short[]::new));
    }

    static Uni<Void> giveBack(Mutiny.StatelessSession session, String holder) {
        return session.createNativeQuery(GIVE_BACK)
                .setParameter(1, holder)
                .executeUpdate()
                .replaceWithVoid();
    }
}
