package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.billing.Billing;
import dev.outlay.budget.billing.BillingDetails;
import dev.outlay.budget.billing.BillingSubscription;
import dev.outlay.budget.billing.BillingSubscriptions;
import dev.outlay.budget.billing.KeepBillingSubscriptions;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Billing subscriptions over HTTP (azure-rest-contract.md section 9). */
@ApplicationScoped
class SubscriptionsEndpoint {

    private static final String TYPE = "Microsoft.Billing/billingSubscriptions";

    private final BillingSubscriptions subscriptions;
    private final KeepBillingSubscriptions keep;
    private final Billing billing;

    SubscriptionsEndpoint(BillingSubscriptions subscriptions, KeepBillingSubscriptions keep, Billing billing) {
        this.subscriptions = subscriptions;
        this.keep = keep;
        this.billing = billing;
    }

    Uni<Answer> list(Call call) {
        return ListAnswer.of(
                call,
                NamedCustomer.path(call) + "/billingSubscriptions",
                BillingSubscriptions.FIELDS,
                wanted -> NamedCustomer.isBehindProfile(call)
                        ? NamedCustomer.known(call, billing)
                                .chain(() -> subscriptions.list(
                                        call.principal(),
                                        (Scope.BillingProfile) call.scope().scope(),
                                        NamedCustomer.of(call),
                                        wanted))
                        : subscriptions.list(call.principal(), call.scope().scope(), wanted),
                found -> body(call, found));
    }

    Uni<Answer> get(Call call) {
        return subscriptions
                .find(call.principal(), call.scope().scope(), call.name())
                .map(found -> Answer.ok(body(call, found.orElseThrow(() -> unknown(call)))));
    }

    /** Says whose a subscription is before its first charge, and what it is called. */
    Uni<Answer> put(Call call) {
        return keep.state(call.changedBy(), (Scope.Customer) call.scope().scope(), call.name(), () -> stated(call))
                .map(found -> Answer.ok(body(call, found)));
    }

    Uni<Answer> patch(Call call) {
        return keep.change(
                        call.changedBy(), (Scope.BillingAccount) call.scope().scope(), call.name(), () -> stated(call))
                .map(found -> Answer.ok(body(call, found.orElseThrow(() -> unknown(call)))));
    }

    private static BillingDetails stated(Call call) {
        return BillingBodies.details(call, DetailField.SUBSCRIPTION);
    }

    private static RefusedException unknown(Call call) {
        return Refusal.notFound(
                        "ResourceNotFound",
                        "'" + call.scope().armId() + "/billingSubscriptions/" + call.name()
                                + "' could not be found. A subscription becomes known with its first charge, or when its customer is stated by PUT below the"
                                + " customer.")
                .exception();
    }

    /** One subscription is one resource, wherever it is listed: its id names the customer whose it is. */
    private static ObjectNode body(Call call, BillingSubscription found) {
        String account = BillingBodies.accountId(call);
        String customer = found.customer() == null ? null : account + "/customers/" + found.customer();
        ObjectNode body = ArmJson.resource(
                (customer == null ? account : customer) + "/billingSubscriptions/" + found.id(), found.id(), TYPE);
        ObjectNode properties = body.putObject("properties")
                .put("displayName", Optional.ofNullable(found.displayName()).orElse(found.id()))
                .put("subscriptionId", found.id())
                .put("subscriptionBillingStatus", found.current() ? "Active" : "Inactive");
        AmountJson.put(properties, "lastMonthCharges", found.lastMonth(), found.currency());
        AmountJson.put(properties, "monthToDateCharges", found.monthToDate(), found.currency());
        if (found.profile() != null) {
            properties
                    .put("billingProfileId", account + "/billingProfiles/" + found.profile())
                    .put(
                            "billingProfileDisplayName",
                            Optional.ofNullable(found.profileName()).orElse(found.profile()));
        }
        if (customer != null) {
            properties
                    .put("customerId", customer)
                    .put(
                            "customerDisplayName",
                            Optional.ofNullable(found.customerName()).orElse(found.customer()));
        }
        BillingSubscription.Said plan = found.plan();
        if (plan != null) {
            said(properties, plan, "skuId", "skuDescription");
        }
        BillingSubscription.Said reseller = found.reseller();
        if (reseller != null) {
            said(properties.putObject("reseller"), reseller, "resellerId", "description");
        }
        if (found.costCenter() != null) {
            properties.put("costCenter", found.costCenter());
        }
        day(properties, "purchaseDate", found.firstCharge());
        day(properties, "lastChargeDate", found.lastCharge());
        return body;
    }

    private static void said(ObjectNode into, BillingSubscription.Said said, String id, String description) {
        into.put(id, said.id());
        if (said.description() != null) {
            into.put(description, said.description());
        }
    }

    private static void day(ObjectNode properties, String name, @Nullable LocalDate day) {
        if (day != null) {
            properties.put(name, day + "T00:00:00Z");
        }
    }
}
