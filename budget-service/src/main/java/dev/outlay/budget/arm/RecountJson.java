package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.billing.Recount;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recounts of reclassified and moved customers as they are shown: which, since when, how far, and why it does not go on. */
final class RecountJson {

    private static final String SECONDS = "1";

    private RecountJson() {}

    static ObjectNode body(Recount recount) {
        ObjectNode body = ArmJson.node()
                .put("id", recount.id().toString())
                .put(
                        "customer",
                        "/providers/Microsoft.Billing/billingAccounts/" + recount.account() + "/customers/"
                                + recount.customer())
                .put("agreementType", recount.cspOffer() ? "CspOffer" : "MicrosoftCustomerAgreement")
                .put("state", recount.state())
                .put("since", recount.askedAt().toString());
        if (recount.profile() != null) {
            body.put(
                    "billingProfileId",
                    "/providers/Microsoft.Billing/billingAccounts/" + recount.account() + "/billingProfiles/"
                            + recount.profile());
        }
        if (recount.firstMonth() != null && recount.firstMonth().getYear() > 1) {
            body.put("fromBillingPeriod", recount.firstMonth().toString());
        }
        time(body, "startedAt", recount.begunAt());
        time(body, "endedAt", recount.endedAt());
        body.put("done", recount.done());
        if (recount.total() != null) {
            body.put("total", recount.total());
        }
        if (recount.failedAt() != null) {
            body.putObject("failure").put("at", recount.failedAt().toString()).put("message", recount.failure());
        }
        return body;
    }

    private static void time(ObjectNode body, String name, @Nullable Instant time) {
        if (time != null) {
            body.put(name, time.toString());
        }
    }

    /** Where it is asked how far it is, as Azure's long-running operations say it. */
    static Map<String, String> whereItIsAsked(Call call, Recount recount) {
        return Map.of("Location", call.link("/v1/recounts/" + recount.id()), "Retry-After", SECONDS);
    }

    /** 202 while it goes on, 200 then; both tell of it. */
    static Answer answer(Call call, Recount recount) {
        return recount.endedAt() == null
                ? new Answer(202, ArmJson.text(body(recount)), whereItIsAsked(call, recount))
                : Answer.ok(body(recount));
    }
}
