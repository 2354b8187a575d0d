package dev.outlay.budget.access;

import dev.outlay.budget.access.SeenSubscriptionTable.Sight;
import dev.outlay.budget.listing.FieldNames;
import dev.outlay.budget.listing.ListPart;
import dev.outlay.budget.listing.ListQuestion;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The subscriptions at which a principal has any right, and no other one, so that clients which look for subscriptions when they sign in find those that they can then ask for: the partner's Global
 * admins and Admin agents all that are known, since they say who has which role there; everybody else those where it has a role, at the subscription, in it or above it; a customer's user of
 * these its own customer's, while the cost-visibility policy lets it see anything there.
 */
@ApplicationScoped
public class SeenSubscriptions {

    public static final FieldNames FIELDS = SeenSubscriptionTable.FIELDS.names();

    private final Mutiny.SessionFactory sessions;
    private final String partnerTenant;

    SeenSubscriptions(Mutiny.SessionFactory sessions, AccessConfig config) {
        this.sessions = sessions;
        this.partnerTenant = config.partnerTenant().orElse("");
    }

    /** A page of them, by id. */
    public Uni<ListPart<SeenSubscription>> list(Principal by, ListQuestion question) {
        return sessions.withStatelessSession(session -> SeenSubscriptionTable.part(session, sight(by), "", question));
    }

    /** One of them, its id in any casing; empty where there is none, and where the principal has no right at it. */
    public Uni<Optional<SeenSubscription>> find(Principal by, String subscription) {
        return sessions.withStatelessSession(session -> SeenSubscriptionTable.part(
                        session, sight(by), subscription.toLowerCase(Locale.ROOT), ListQuestion.first(1)))
                .map(part -> part.items().stream().findFirst());
    }

    private Sight sight(Principal by) {
        if (by.isPartnerAdmin(partnerTenant)) {
            return Sight.ofAdmins(partnerTenant);
        }
        return by.isOf(partnerTenant) ? Sight.ofPartners(partnerTenant, by) : Sight.ofCustomers(partnerTenant, by);
    }
}
