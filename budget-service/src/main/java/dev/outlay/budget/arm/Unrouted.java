package dev.outlay.budget.arm;

import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopedPath;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is said of a path that names no resource. */
final class Unrouted {

    private Unrouted() {}

    /** Of a place that a partner's agreement does not have it is said that it has none; of anything else that nothing is there. */
    static Refusal refusal(List<String> segments) {
        return ScopedPath.of(segments)
                .flatMap(path -> path.scope() instanceof Scope.ManagementGroup ? ofCost(path) : ofOtherAgreements(path))
                .orElseGet(() -> Refusal.notFound("ResourceNotFound", "There is nothing at this path."));
    }

    /** A management group is refused as a scope of cost with Azure's code for it (functional spec 1.1). */
    private static Optional<Refusal> ofCost(ScopedPath path) {
        return path.restBegins("providers", "microsoft.consumption")
                        || path.restBegins("providers", "microsoft.costmanagement")
                ? Optional.of(
                        new Refusal(
                                400,
                                "SubscriptionTypeNotSupported",
                                "Management groups are no scope of cost for the subscriptions of a partner's customers. Ask for a"
                                        + " subscription or resource group; roles that are assigned at a management group act there."))
                : Optional.empty();
    }

    /** Places that Azure has under other agreements (azure-rest-contract.md section 0). */
    private static Optional<Refusal> ofOtherAgreements(ScopedPath path) {
        if (!path.scope().kind().isBilling() || path.rest().isEmpty()) {
            return Optional.empty();
        }
        return switch (path.rest().getFirst().toLowerCase(Locale.ROOT)) {
            case "invoicesections" ->
                Optional.of(notOfPartners(
                        "Invoice sections", "a direct Microsoft Customer Agreement", "a billing profile or customer"));
            case "departments" ->
                Optional.of(notOfPartners("Departments", "an Enterprise Agreement", "a customer or subscription"));
            case "enrollmentaccounts" ->
                Optional.of(
                        notOfPartners("Enrollment accounts", "an Enterprise Agreement", "a customer or subscription"));
            default -> Optional.empty();
        };
    }

    private static Refusal notOfPartners(String places, String agreement, String instead) {
        return new Refusal(
                400,
                "AgreementTypeNotSupported",
                places + " are places of " + agreement
                        + "; a partner's agreement (MicrosoftPartnerAgreement) has none. Ask for " + instead + ".");
    }
}
