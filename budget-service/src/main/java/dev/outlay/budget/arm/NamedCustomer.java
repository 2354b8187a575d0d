package dev.outlay.budget.arm;

import dev.outlay.budget.billing.Billing;
import dev.outlay.budget.billing.Customer;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** The customer that a path names: at the account, or behind a billing profile that it is invoiced on. It is one resource either way, and its id is the one at the account. */
final class NamedCustomer {

    private NamedCustomer() {}

    static Scope.Customer of(Call call) {
        return switch (call.scope().scope()) {
            case Scope.Customer customer -> customer;
            case Scope.BillingProfile profile ->
                new Scope.Customer(profile.account(), call.scope().rest().get(1));
            default -> throw new IllegalStateException("routed to no customer");
        };
    }

    /** Its ARM id, with the caller's casing. */
    static String id(Call call) {
        return call.scope().scope() instanceof Scope.Customer
                ? call.scope().armId()
                : BillingBodies.accountId(call) + "/customers/" + of(call).customer();
    }

    /** The customer as it is known; fails with a refusal. Through a profile whoever is invoiced on it is found, as in the list of its customers. */
    static Uni<Customer> known(Call call, Billing billing) {
        Scope.Customer customer = of(call);
        Uni<Optional<Customer>> found = call.scope().scope() instanceof Scope.BillingProfile profile
                ? billing.customer(call.principal(), profile, customer)
                : billing.customer(call.principal(), customer);
        return found.map(one -> one.orElseThrow(() -> unknown(call)));
    }

    /** Whether the path names a customer behind a billing profile. */
    static boolean isBehindProfile(Call call) {
        return call.scope().scope() instanceof Scope.BillingProfile
                && call.scope().restBegins("customers");
    }

    /** The path as far as the customer, with the caller's casing; of a path that names none, the scope. */
    static String path(Call call) {
        return isBehindProfile(call)
                ? call.scope().armId() + "/customers/" + of(call).customer()
                : call.scope().armId();
    }

    private static RefusedException unknown(Call call) {
        return call.scope().scope() instanceof Scope.BillingProfile
                ? Refusal.notFound(
                                "ResourceNotFound",
                                "There is no customer '" + of(call).customer() + "' of '"
                                        + call.scope().armId() + "'.")
                        .exception()
                : BillingEndpoint.unknown(call);
    }
}
