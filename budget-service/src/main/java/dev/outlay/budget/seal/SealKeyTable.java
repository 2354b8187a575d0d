package dev.outlay.budget.seal;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code seal_key}: one row, which the migration has made. */
final class SealKeyTable {

    private SealKeyTable() {}

    /** 32 bytes in hexadecimal. */
    static Uni<String> key(Mutiny.StatelessSession session) {
        return session.createNativeQuery("select key from seal_key", String.class)
                .getSingleResult();
    }
}
