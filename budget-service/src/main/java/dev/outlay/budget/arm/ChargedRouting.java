package dev.outlay.budget.arm;

import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where products and transactions are found: below the billing scope that was charged. And what a customer has on one of its billing profiles. */
final class ChargedRouting {

    private ChargedRouting() {}

    /** Empty for every other path below a billing scope. */
    static Optional<Routing.Resource> resource(ScopedPath scoped) {
        if (!scoped.scope().kind().isBilling() || scoped.rest().isEmpty()) {
            return Optional.empty();
        }
        return switch (lower(scoped.rest().getFirst())) {
            case "products" -> products(scoped);
            case "transactions" -> transactions(scoped);
            case "invoices" -> ofInvoice(scoped);
            case "customers" -> ofCustomer(scoped);
            default -> Optional.empty();
        };
    }

    /** One product is found at its customer, or at the account. */
    private static Optional<Routing.Resource> products(ScopedPath scoped) {
        boolean one = scoped.rest().size() == 2 && !(scoped.scope() instanceof Scope.BillingProfile);
        return one ? named(scoped, scoped.rest().getLast(), Route.GET_PRODUCT) : list(scoped, Route.LIST_PRODUCTS);
    }

    /** One transaction is found at the profile that was invoiced. */
    private static Optional<Routing.Resource> transactions(ScopedPath scoped) {
        boolean one = scoped.rest().size() == 2 && scoped.scope() instanceof Scope.BillingProfile;
        return one
                ? named(scoped, scoped.rest().getLast(), Route.GET_TRANSACTION)
                : list(scoped, Route.LIST_TRANSACTIONS);
    }

    private static Optional<Routing.Resource> ofInvoice(ScopedPath scoped) {
        List<String> rest = scoped.rest();
        return rest.size() == 3
                        && lower(rest.getLast()).equals("transactions")
                        && !(scoped.scope() instanceof Scope.Customer)
                ? named(scoped, rest.get(1), Route.LIST_INVOICE_TRANSACTIONS)
                : Optional.empty();
    }

    /** Of a customer through a billing profile. */
    private static Optional<Routing.Resource> ofCustomer(ScopedPath scoped) {
        if (scoped.rest().size() != 3 || !(scoped.scope() instanceof Scope.BillingProfile)) {
            return Optional.empty();
        }
        return switch (lower(scoped.rest().getLast())) {
            case "billingsubscriptions" ->
                Optional.of(Routing.Resource.at(Routing.BILLING, scoped, Map.of("GET", Route.LIST_SUBSCRIPTIONS)));
            case "transactions" ->
                Optional.of(Routing.Resource.at(Routing.BILLING, scoped, Map.of("GET", Route.LIST_TRANSACTIONS)));
            default -> Optional.empty();
        };
    }

    private static Optional<Routing.Resource> list(ScopedPath scoped, Route route) {
        return scoped.rest().size() == 1
                ? Optional.of(Routing.Resource.at(Routing.BILLING, scoped, Map.of("GET", route)))
                : Optional.empty();
    }

    private static Optional<Routing.Resource> named(ScopedPath scoped, String name, Route route) {
        return Optional.of(new Routing.Resource(Routing.BILLING, scoped, name, Map.of("GET", route)));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
