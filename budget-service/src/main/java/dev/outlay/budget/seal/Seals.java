package dev.outlay.budget.seal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Gives the seal of this installation. Its key is read once; a process that is to take up another one is started anew. */
@ApplicationScoped
public class Seals {

    private final Mutiny.SessionFactory sessions;
    private volatile @Nullable Seal known;

    Seals(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** The seal; fails where the database does not answer and it was not asked for before. */
    public Uni<Seal> get() {
        Seal seal = known;
        return seal == null
                ? sessions.withStatelessSession(SealKeyTable::key).map(key -> {
                    Seal read = new Seal(key);
                    known = read;
                    return read;
                })
                : Uni.createFrom().item(seal);
    }
}
