package dev.outlay.budget.arm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.billing.ChargeSummaries;
import dev.outlay.budget.billing.ChargeSummary;
import dev.outlay.budget.details.DetailQuestion;
import dev.outlay.budget.refusal.Refusal;
import dev.outlay.budget.refusal.RefusedException;
import dev.outlay.budget.scope.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Charges summed up by month over HTTP, of kind modern (azure-rest-contract.md section 4). Which days are asked for is read as usage details read it. */
@ApplicationScoped
class ChargesEndpoint {

    private static final String GROUP_BY = "groupby((";
    private static final String PROPERTIES = "properties/";

    private final ChargeSummaries summaries;

    ChargesEndpoint(ChargeSummaries summaries) {
        this.summaries = summaries;
    }

    Uni<Answer> list(Call call) {
        return CostEndpoint.answered(
                call,
                summaries
                        .list(call.principal(), call.scope().scope(), today -> wanted(call, today))
                        .map(found -> Answer.ok(body(call, found))));
    }

    private static ChargeSummaries.Wanted wanted(Call call, LocalDate today) {
        DetailQuestion days = UsageDetailsFilter.of(call, today);
        if (!days.conditions().isEmpty()) {
            throw Refusal.badRequest(
                            "$filter must compare properties/usageStart or properties/usageEnd with days, several of them joined by and.")
                    .exception();
        }
        return new ChargeSummaries.Wanted(days.first(), days.last(), by(call));
    }

    /** {@code groupby((properties/customerId))}, of one or of several. */
    private static Set<ChargeSummaries.By> by(Call call) {
        String apply = call.parameter("$apply").replace(" ", "");
        Set<ChargeSummaries.By> by = EnumSet.noneOf(ChargeSummaries.By.class);
        if (apply.isEmpty()) {
            return by;
        }
        if (!apply.toLowerCase(Locale.ROOT).startsWith(GROUP_BY) || !apply.endsWith("))")) {
            throw notApplied();
        }
        for (String property :
                apply.substring(GROUP_BY.length(), apply.length() - 2).split(",", -1)) {
            by.add(
                    switch (property.toLowerCase(Locale.ROOT)) {
                        case PROPERTIES + "billingprofileid" -> ChargeSummaries.By.BILLING_PROFILE;
                        case PROPERTIES + "customerid" -> ChargeSummaries.By.CUSTOMER;
                        case PROPERTIES + "invoicesectionid" -> ChargeSummaries.By.INVOICE_SECTION;
                        default -> throw notApplied();
                    });
        }
        return by;
    }

    private static RefusedException notApplied() {
        return Refusal.badRequest(
                        "$apply must be groupby((properties/customerId)), or of properties/billingProfileId or properties/invoiceSectionId, or of several of"
                                + " them with commas between.")
                .exception();
    }

    private static ObjectNode body(Call call, List<ChargeSummary> found) {
        Set<ChargeSummaries.By> by = by(call);
        ObjectNode list = ArmJson.node();
        ArrayNode value = list.putArray("value");
        found.forEach(summary -> value.add(body(call, by, summary)));
        return list;
    }

    private static ObjectNode body(Call call, Set<ChargeSummaries.By> by, ChargeSummary found) {
        String account = BillingBodies.accountId(call);
        String profile = found.profile() == null ? null : account + "/billingProfiles/" + found.profile();
        String customer = found.customer() == null ? null : account + "/customers/" + found.customer();
        String scope = customer == null ? call.scope().armId() : customer;
        String name = name(call, found);
        ObjectNode body = ArmJson.resource(
                scope + "/providers/Microsoft.Consumption/charges/" + name, name, "Microsoft.Consumption/charges");
        String period = by.contains(ChargeSummaries.By.BILLING_PROFILE) && profile != null ? profile : account;
        ObjectNode properties = body.put("kind", "modern")
                .putObject("properties")
                .put(
                        "billingPeriodId",
                        period + "/providers/Microsoft.Billing/billingPeriods/"
                                + found.billed().toString().replace("-", ""))
                .put("usageStart", found.first().toString())
                .put("usageEnd", found.last().toString());
        AmountJson.put(properties, "azureCharges", found.azure(), found.currency());
        // Whatever a partner is charged is on the invoices of its profiles, and nothing beside them.
        AmountJson.put(properties, "chargesBilledSeparately", BigDecimal.ZERO, found.currency());
        AmountJson.put(properties, "marketplaceCharges", found.marketplace(), found.currency());
        properties
                .put("billingAccountId", account)
                .put("billingProfileId", profile)
                .put("isInvoiced", found.invoiced());
        if (by.contains(ChargeSummaries.By.CUSTOMER)) {
            properties.put("customerId", customer);
        } else if (call.scope().scope() instanceof Scope.Customer) {
            properties.put("customerId", call.scope().armId());
        }
        return body;
    }

    /** The same for the same sum, whatever it has become. */
    private static String name(Call call, ChargeSummary found) {
        String sum = String.join(
                        " ",
                        call.scope().scope().armId(),
                        found.first().toString(),
                        found.last().toString(),
                        found.billed().toString(),
                        found.currency(),
                        String.valueOf(found.profile()),
                        String.valueOf(found.customer()))
                .toLowerCase(Locale.ROOT);
        return UUID.nameUUIDFromBytes(sum.getBytes(UTF_8)).toString();
    }
}
