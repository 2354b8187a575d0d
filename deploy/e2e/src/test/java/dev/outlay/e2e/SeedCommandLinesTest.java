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
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.VerbatimRequest;
import dev.outlay.openapi.Reference;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a partner types today works as it is typed: the calls of section 1 of the wire contract, where it is at hand, word for word. */
@Tag("full")
class SeedCommandLinesTest {

    private static final String PRICE = "271828.182845";

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
                Answer answer = sent(line, sent);
                check(line, sent, answer, problems);
                // What has begun a download is followed by what asks for its result.
                answer.header("odata-entityid").ifPresent(id -> names.put("guid", id));
            }
        }
        assertThat(problems).isEmpty();
    }

    private Answer sent(CommandLine line, String target) {
        return new VerbatimRequest(line.method(), target, body(line))
                .send(outlay.budget().url(), outlay.token(GLOBAL_ADMIN));
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
                        Bodies.prices(PRICE));
        assertThat(imported.status()).as(imported.body()).isEqualTo(201);
    }

    private void check(CommandLine line, String sent, Answer answer, List<String> problems) {
        boolean succeeds = line.success().contains(answer.status());
        if (!succeeds || !shows(line, sent, answer)) {
            problems.add(line + " sent as " + sent + " answers " + answer.status() + " " + answer.headers() + " "
                    + answer.body());
        }
    }

    /** A list shows what was charged, a policy and a budget what was said of them, and what was begun leads to a file. */
    private boolean shows(CommandLine line, String sent, Answer answer) {
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
            case 7 -> isBegun(answer) && file(answer, "/properties/downloadUrl").contains(customer);
            case 8 -> isBegun(answer) && isWhereItIsSaidToBe(answer);
            case 9 -> {
                boolean leadsBack =
                        answer.status() == 200 || target(answer).endsWith(sent.substring(sent.indexOf("?")));
                Answer whole = settled(answer, () -> sent(line, sent));
                yield leadsBack && file(whole, "/url").contains(PRICE);
            }
            case 10, 11, 12 -> !answer.json().at("/properties/rows").isEmpty();
            case 13, 14 -> answer.json().at("/properties/amount").intValue() == 1000;
            case 15 -> answer.body().isEmpty();
            default -> true;
        };
    }

    /** An accepted request says where its result will be, and when to ask. */
    private static boolean isBegun(Answer answer) {
        return answer.status() == 202
                && answer.body().isEmpty()
                && answer.header("location").isPresent()
                && Integer.parseInt(answer.header("retry-after").orElse("0")) > 0;
    }

    /** What the list asks next is what was said here, but for the token that it brings along. */
    private boolean isWhereItIsSaidToBe(Answer begun) {
        String operation = CommandLine.of(Reference.file("azure-rest-contract.md")).stream()
                .filter(line -> line.number() == 9)
                .findFirst()
                .orElseThrow()
                .target(Map.of(
                        "ba",
                        account.name(),
                        "bp",
                        "CHFP-" + account.name(),
                        "guid",
                        begun.header("odata-entityid").orElse("none")));
        return target(begun).equalsIgnoreCase(operation.replaceAll("sessiontoken=[^&]*&", ""));
    }

    /** Path and query of the Location; empty for none. */
    private static String target(Answer answer) {
        URI location = URI.create(answer.header("location").orElse(""));
        return location.getRawPath() + "?" + location.getRawQuery();
    }

    /** What is answered in the end: asked again, where the answer said, as long as it is 202. */
    private Answer settled(Answer answer, Supplier<Answer> again) {
        if (answer.status() == 200) {
            return answer;
        }
        return await("the file is whole").atMost(Duration.ofSeconds(30)).until(again::get, later -> {
            assertThat(later.status()).as(later.body()).isIn(200, 202);
            return later.status() == 200;
        });
    }

    /** The file to which the result leads, in the member that the contract names. */
    private String file(Answer begun, String member) {
        Answer whole = settled(begun, () -> new VerbatimRequest("GET", target(begun), "")
                .send(outlay.budget().url(), outlay.token(GLOBAL_ADMIN)));
        URI link = URI.create(whole.json().at(member).asText());
        return new Client(outlay.budget().url(), null).get(link.getRawPath()).body();
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
                "grouping":[{"type":"Dimension","name":"%s"}]}}\
                """.formatted(granularity, dimension);
    }
}
