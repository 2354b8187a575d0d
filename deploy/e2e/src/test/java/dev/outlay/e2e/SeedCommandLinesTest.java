package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Bodies;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.CostEvents;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.VerbatimRequest;
import dev.outlay.openapi.Reference;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a partner types today works as it is typed: the calls of section 1 of the wire contract, where it is at hand, word for word. */
@Tag("full")
class SeedCommandLinesTest {

    private final Outlay outlay = Outlay.running();
    private final Account account = new Account(UUID.randomUUID() + ":" + UUID.randomUUID() + "_2019-05-31");
    private final String customer = UUID.randomUUID().toString();
    private final Map<String, String> names = new HashMap<>(Map.of(
            "ba", account.name(), "bp", "CHFP-" + account.name(), "c", customer, "name", "partnerworkshopbudget"));

    @Test
    void every_call_of_the_seed_s_list_works_as_it_is_written() {
        assumeTrue(Reference.isAtHand(), "the reference is not beside the checkout");
        CostEvents.accepted(
                outlay.publisher(),
                List.of(new Charge(
                        "1", account, customer, UUID.randomUUID().toString(), BigDecimal.TEN, BigDecimal.TEN)));
        await("the charge is counted")
                .atMost(Duration.ofSeconds(30))
                .until(() -> outlay.ledger().ledgerRows(account.name()) > 0);
        importPrices();
        List<CommandLine> lines = CommandLine.of(Reference.file("azure-rest-contract.md"));
        assertThat(lines)
                .extracting(CommandLine::number)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

        List<String> problems = new ArrayList<>();
        for (CommandLine line : lines) {
            String target = line.target(names);
            // As written, as armclient sends it, and as the SDKs for Java do.
            for (String sent : List.of(target, target.substring(1), target.replace("/providers", "//providers"))) {
                Answer answer = new VerbatimRequest(line.method(), sent, body(line))
                        .send(outlay.budget().url(), outlay.token(GLOBAL_ADMIN));
                check(line, sent, answer, problems);
                // What has begun a download is followed by what asks for its result.
                answer.header("odata-entityid").ifPresent(id -> names.put("guid", id));
            }
        }
        assertThat(problems).isEmpty();
    }

    /** Azure makes its price sheets itself; here the partner imports them. */
    private void importPrices() {
        Answer imported = outlay.door(GLOBAL_ADMIN)
                .ask(
                        "PUT",
                        account.id() + "/billingProfiles/CHFP-" + account.name()
                                + "/providers/Microsoft.Billing/billingPeriods/202001/providers/Microsoft.Consumption/pricesheets/default"
                                + "?api-version=2019-10-01",
                        "text/csv",
                        Bodies.prices("1"));
        assertThat(imported.status()).as(imported.body()).isEqualTo(201);
    }

    private void check(CommandLine line, String sent, Answer answer, List<String> problems) {
        boolean succeeds = line.success().contains(answer.status());
        if (!succeeds || !shows(line, answer)) {
            problems.add(line + " sent as " + sent + " answers " + answer.status() + " " + answer.body());
        }
    }

    /** A list shows what was charged, and a policy and a budget what was said of them. */
    private boolean shows(CommandLine line, Answer answer) {
        return switch (line.number()) {
            case 1 -> answer.body().contains("\"" + account.name() + "\"");
            case 2 -> answer.json().at("/value/0/name").asText().equals(customer);
            case 3 -> answer.json().at("/value/0/properties/subscriptionId").isTextual();
            case 4 -> answer.json().at("/properties/viewCharges").asText().equals("NotAllowed");
            case 5 -> answer.json().at("/properties/viewCharges").asText().equals("Allowed");
            case 6 ->
                answer.json()
                        .at("/value/0/properties/customerTenantId")
                        .asText()
                        .equals(customer);
            case 8 -> answer.header("location").orElse("").contains("/pricesheetDownloadOperations/");
            case 9 ->
                answer.status() == 202 || answer.json().path("url").asText().contains("/v1/downloads/");
            case 10, 11, 12 -> !answer.json().at("/properties/rows").isEmpty();
            case 13, 14 -> answer.json().at("/properties/amount").intValue() == 1000;
            case 15 -> answer.body().isEmpty();
            default -> true;
        };
    }

    /** The files of the list are not in it; these are what they are said to hold (sections 1 to 3 of the contract). */
    private static String body(CommandLine line) {
        return switch (line.body()) {
            case "policy.json" -> "{\"properties\":{\"viewCharges\":\"Allowed\"}}";
            case "CCMQueryCustomer" -> query("None", "CustomerName");
            case "CCMQuerySubscription" -> query("None", "SubscriptionId");
            case "CCMQueryDaily" -> query("Daily", "ServiceName");
            default ->
                line.method().equals("PUT") ? Bodies.monthly("1000", "GreaterThan", "seed@example.com", "", 80) : "";
        };
    }

    private static String query(String granularity, String dimension) {
        return """
                {"type":"Usage","timeframe":"MonthToDate","dataset":{"granularity":"%s",\
                "aggregation":{"totalCost":{"name":"PreTaxCost","function":"Sum"}},\
                "grouping":[{"type":"Dimension","name":"%s"}]}}""".formatted(granularity, dimension);
    }
}
