package dev.outlay.budget.export;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.Admitted;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.PlaceTable;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.reactive.mutiny.Mutiny;

/** Who may have charges of a scope written to a folder, asked when an export is saved and again in each of its runs. */
@ApplicationScoped
class ExportRights {

    private final Access access;
    private final PlaceTable places;
    private final ExportConfig config;
    private final Clock clock;

    ExportRights(Access access, PlaceTable places, ExportConfig config, Clock clock) {
        this.access = access;
        this.places = places;
        this.config = config;
        this.clock = clock;
    }

    /** Decides who may save an export: whoever may not see the charges could have them written. Fails with the refusal. */
    Uni<Place> toSave(Mutiny.StatelessSession session, Principal by, Scope scope) {
        return access.admitted(session, by, Need.WRITE_EXPORTS, scope)
                .invoke(admitted -> admitted.require(Need.READ_CHARGES))
                .map(Admitted::place);
    }

    /**
     * Decides as of now, for whoever has saved an export. What is known of them from their token alone, the partner's roles and groups, is believed for {@link ExportConfig#partnerRights}.
     *
     * @param owner key of the place of which it was saved
     * @param since when they had that token
     * @return the place; fails with a refusal that says why the run failed
     */
    Uni<Place> now(Mutiny.StatelessSession session, Principal by, Instant since, Scope scope, String owner) {
        boolean believed = !since.plus(config.partnerRights()).isBefore(clock.instant());
        if (!believed && scope.kind().isBilling()) {
            return Uni.createFrom()
                    .failure(denied("Whoever saved the export has not shown a role of the partner for "
                                    + config.partnerRights().toDays() + " days. Save the export again.")
                            .exception());
        }
        Principal known = believed ? by : new Principal(by.id(), by.tenant(), by.roles());
        return access.place(session, known, Need.READ_CHARGES, scope)
                .onFailure(RefusedException.class)
                .transform(refused -> believed || by.groups().isEmpty() ? refused : withoutGroups(refused))
                .invoke(place -> {
                    if (!place.key().text().equals(owner)) {
                        throw moved().exception();
                    }
                })
                .call(place -> requirePresent(session, place));
    }

    private Throwable withoutGroups(Throwable refused) {
        return denied(((RefusedException) refused).refusal().message() + " A role of a group is believed for "
                        + config.partnerRights().toDays()
                        + " days after somebody has saved the export: where it was one, save the export again.")
                .exception();
    }

    private static Refusal denied(String message) {
        return new Refusal(403, "AuthorizationFailed", message);
    }

    /** What a former customer was charged it sees still, but its folder gets no more of it. */
    private Uni<Void> requirePresent(Mutiny.StatelessSession session, Place place) {
        if (place.scope().kind().isBilling()) {
            return Uni.createFrom().voidItem();
        }
        return places.rbac(session, place.scope(), null)
                .invoke(present -> {
                    if (!present.map(Place::key)
                            .filter(key -> Objects.equals(key, place.key()))
                            .isPresent()) {
                        throw moved().exception();
                    }
                })
                .replaceWithVoid();
    }

    private static Refusal moved() {
        return denied(
                "The subscription belongs to another customer now, so nothing more of it is exported here. What was written before stays.");
    }
}
