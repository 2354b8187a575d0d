package dev.outlay.budget.billing;

import dev.outlay.budget.access.Access;
import dev.outlay.budget.access.Need;
import dev.outlay.budget.access.Principal;
import dev.outlay.budget.listing.FieldNames;
import dev.outlay.budget.listing.ListPart;
import dev.outlay.budget.listing.ListQuestion;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/** Subscriptions with what the partner is invoiced for them, for the partner's admins. */
@ApplicationScoped
public class BillingSubscriptions {

    public static final FieldNames FIELDS = BillingSubscriptionTable.FIELDS.names();

    /** Customers that have had one subscription, of which the one that has it now is looked for. */
    private static final int MOST_OWNERS = 100;

    private final Mutiny.SessionFactory sessions;
    private final Access access;
    private final BillingSubscriptionTable table;
    private final Clock clock;

    BillingSubscriptions(Mutiny.SessionFactory sessions, Access access, BillingSubscriptionTable table, Clock clock) {
        this.sessions = sessions;
        this.access = access;
        this.table = table;
        this.clock = clock;
    }

    /**
     * The subscriptions of a billing account, profile or customer, by customer and id where nothing else is asked.
     *
     * @param wanted read only once it is decided that the principal may
     */
    public Uni<ListPart<BillingSubscription>> list(Principal by, Scope scope, Supplier<ListQuestion> wanted) {
        access.admit(by, Need.ADMINISTER);
        ListQuestion question = wanted.get();
        return sessions.withStatelessSession(session -> switch (scope) {
            case Scope.BillingAccount it -> table.page(session, it.account(), null, null, question, today());
            case Scope.BillingProfile it -> table.page(session, it.account(), null, key(it), question, today());
            case Scope.Customer it -> table.page(session, it.account(), it.customer(), null, question, today());
            default -> throw new IllegalArgumentException("no billing scope: " + scope.armId());
        });
    }

    /** Likewise a customer's on the invoices of one billing profile. */
    public Uni<ListPart<BillingSubscription>> list(
            Principal by, Scope.BillingProfile profile, Scope.Customer customer, Supplier<ListQuestion> wanted) {
        access.admit(by, Need.ADMINISTER);
        ListQuestion question = wanted.get();
        return sessions.withStatelessSession(session ->
                table.page(session, customer.account(), customer.customer(), key(profile), question, today()));
    }

    private static ScopeKey key(Scope.BillingProfile profile) {
        return ScopeKey.billingProfile(profile.account(), profile.profile());
    }

    /** A subscription of a customer; of an account that of whoever has it now; of a profile with what is on its invoices, of whoever has it now if that is there. */
    public Uni<Optional<BillingSubscription>> find(Principal by, Scope scope, String subscription) {
        access.admit(by, Need.ADMINISTER);
        return sessions.withStatelessSession(session -> switch (scope) {
            case Scope.BillingAccount it -> table.one(session, it.account(), null, subscription, today());
            case Scope.BillingProfile it ->
                table.page(session, it.account(), null, key(it), named(subscription), today())
                        .map(BillingSubscriptions::present);
            case Scope.Customer it -> table.one(session, it.account(), it.customer(), subscription, today());
            default -> throw new IllegalArgumentException("no billing scope: " + scope.armId());
        });
    }

    /** All customers that have had it. */
    private static ListQuestion named(String subscription) {
        return new ListQuestion(
                List.of(new ListQuestion.Comparison("name", ListQuestion.Relation.EQ, subscription)),
                null,
                List.of(),
                null,
                0,
                MOST_OWNERS,
                false);
    }

    private static Optional<BillingSubscription> present(ListPart<BillingSubscription> found) {
        return found.items().stream()
                .filter(BillingSubscription::current)
                .findFirst()
                .or(() -> found.items().stream().findFirst());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
