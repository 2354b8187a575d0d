package dev.outlay.budget.arm;

import static dev.outlay.budget.Eventually.await;
import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.analysis.AskedCharge;
import dev.outlay.budget.analysis.PlainCost;
import dev.outlay.budget.analysis.PlainInvoices;
import dev.outlay.budget.analysis.RandomCharges;
import dev.outlay.budget.analysis.RandomQuestion;
import dev.outlay.budget.evaluation.LedgerFixture;
import dev.outlay.budget.evaluation.RecordCharges;
import dev.outlay.budget.ledger.Charge;
import dev.outlay.budget.scope.ScopeKind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever is asked, at whatever scope, the answer is what {@link PlainCost} says, to the last digit, while charges are restated between the questions. Every seed ({@code -Danalysis.seed=}) asks others.
 */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class CostOracleTest {

    private static final Logger LOG = Logger.getLogger(CostOracleTest.class);
    private static final long SEED = Long.getLong("analysis.seed", 20_261_126L);
    private static final int QUESTIONS = Integer.getInteger("analysis.questions", 2_000);
    private static final int ROUNDS = 10;
    private static final int MOST_ROWS = 5_000;
    private static final int MOST_PAGES = 15;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private record Asked(String scope, ScopeKind kind, Predicate<AskedCharge> ofScope) {}

    private final Random random = new Random(SEED);
    private final String account = "asked-" + UUID.randomUUID();
    private final String id = "/providers/Microsoft.Billing/billingAccounts/" + account;
    private final RandomCharges charges = new RandomCharges(random, account);
    private final PlainInvoices invoices = new PlainInvoices();
    private final RecordCharges record;
    private final Vertx vertx;

    @Inject
    CostOracleTest(RecordCharges record, Vertx vertx) {
        this.record = record;
        this.vertx = vertx;
    }

    @Test
    void every_answer_is_what_the_charges_add_up_to() throws IOException {
        as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"agreementType\":\"CspOffer\"}}")
                .put(id + "/customers/" + RandomCharges.CSP_CUSTOMER + "?api-version=2020-05-01");
        RandomCharges.CUSTOMERS.forEach(
                customer -> RandomCharges.subscriptions(account, customer).forEach(CostOracleTest::assign));
        List<Asked> scopes = scopes();
        int rows = 0;
        int withRows = 0;
        long closed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            record(charges.batch(round == 0 ? 400 : 80));
            if (round % 3 == 1) {
                for (String profile : charges.profiles()) {
                    List<AskedCharge> inDollars = charges.inDollars(profile);
                    if (!inDollars.isEmpty()) {
                        record(inDollars);
                    }
                    closed += closeTheFirst(profile) ? 1 : 0;
                }
                record(charges.batch(80));
            }
            PlainCost plain = invoices.cost(charges.known());
            for (int i = 0; i < QUESTIONS / ROUNDS; i++) {
                Asked scope = scopes.get(random.nextInt(scopes.size()));
                RandomQuestion question = new RandomQuestion(random, plain.charges(), scope.kind(), scope.ofScope());
                Map<List<String>, List<String>> expected = plain.rows(question.asked());
                Map<List<String>, List<String>> answered = answered(scope, question);
                assertThat(answered)
                        .as("seed %d, %s %s", SEED, scope.scope(), question.body())
                        .isEqualTo(expected);
                rows += answered.size();
                withRows += answered.isEmpty() ? 0 : 1;
            }
        }
        LOG.infof("seed %d: %d questions, %d of them with rows, %d rows", SEED, QUESTIONS, withRows, rows);
        assertThat(closed).as("invoices that were closed").isGreaterThan(5);
        assertThat(withRows).as("questions that have an answer").isGreaterThan(QUESTIONS / 3);
    }

    /** Closes the first open invoice of a profile, if its month is over. */
    private boolean closeTheFirst(String profile) {
        String list = id + "/billingProfiles/" + profile + "/invoices";
        Response open = as(GLOBAL_ADMIN).get(list + InvoicedProfile.ALL);
        assertThat(open.statusCode()).as(open.asString()).isEqualTo(200);
        String name = open.jsonPath().getString("value.find { it.properties.state == 'Open' }.name");
        YearMonth month = name == null
                ? YearMonth.now(ZoneOffset.UTC)
                : YearMonth.of(Integer.parseInt(name.substring(4, 8)), Integer.parseInt(name.substring(8, 10)));
        if (!month.isBefore(YearMonth.now(ZoneOffset.UTC))) {
            return false;
        }
        Response closed = as(GLOBAL_ADMIN).post(list + "/" + name + "/close" + InvoicedProfile.VERSION);
        assertThat(closed.statusCode()).as(closed.asString()).isEqualTo(200);
        invoices.close(profile, month, name, charges.known());
        return true;
    }

    private List<Asked> scopes() {
        List<Asked> scopes = new ArrayList<>();
        scopes.add(new Asked(id, ScopeKind.BILLING_ACCOUNT, charge -> true));
        scopes.add(new Asked(id.toUpperCase(Locale.ROOT), ScopeKind.BILLING_ACCOUNT, charge -> true));
        charges.profiles()
                .forEach(profile -> scopes.add(new Asked(
                        id + "/billingProfiles/" + profile, ScopeKind.BILLING_PROFILE, charge -> charge.profile()
                                .equals(profile))));
        for (String customer : RandomCharges.CUSTOMERS) {
            if (customer.equals(RandomCharges.CSP_CUSTOMER)) {
                continue; // neither the customer nor its subscriptions are scopes of cost
            }
            scopes.add(new Asked(
                    id + "/customers/" + customer, ScopeKind.CUSTOMER, charge -> customer.equals(charge.customer())));
            for (String subscription : RandomCharges.subscriptions(account, customer)) {
                Predicate<AskedCharge> inIt = charge -> subscription.equals(charge.subscription());
                scopes.add(new Asked("/subscriptions/" + subscription, ScopeKind.SUBSCRIPTION, inIt));
                scopes.add(new Asked(
                        "/subscriptions/" + subscription + "/resourceGroups/RG-web",
                        ScopeKind.RESOURCE_GROUP,
                        inIt.and(charge -> "rg-web".equalsIgnoreCase(charge.group()))));
            }
        }
        return scopes;
    }

    private static void assign(String subscription) {
        Response assigned = as(GLOBAL_ADMIN)
                .body("{\"properties\":{\"roleDefinitionId\":\"Reader\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}")
                .put("/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID() + "?api-version=2022-04-01");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
    }

    private void record(List<AskedCharge> stated) {
        List<Charge> batch = stated.stream().map(AskedCharge::charge).toList();
        await("what is watched is loaded, after a start")
                .ignoreExceptionsMatching(failure -> String.valueOf(failure).contains("is still being loaded"))
                .until(() ->
                        LedgerFixture.run(vertx, () -> record.record(batch)).added() >= 0);
    }

    /** All pages of an answer, each row once. Of many small pages some are read, which shows that they follow each other, and then all rows at once. */
    private Map<List<String>, List<String>> answered(Asked scope, RandomQuestion question) throws IOException {
        int top = random.nextInt(3) == 0 ? 1 + random.nextInt(20) : MOST_ROWS;
        String first = scope.scope() + "//providers/microsoft.costmanagement/QUERY?api-version=2019-10-01&$top=";
        Map<List<String>, List<String>> rows = new HashMap<>();
        JsonNode next = page(first + top, question, rows);
        for (int page = 1; !next.isNull() && page < MOST_PAGES; page++) {
            next = page(relative(next.asText()), question, rows);
        }
        if (next.isNull()) {
            return rows;
        }
        Map<List<String>, List<String>> all = new HashMap<>();
        assertThat(page(first + MOST_ROWS, question, all).isNull()).isTrue();
        assertThat(all).containsAllEntriesOf(rows);
        return all;
    }

    /** Adds the rows of a page; the answer is the link to the next one. */
    private JsonNode page(String path, RandomQuestion question, Map<List<String>, List<String>> rows)
            throws IOException {
        Response answer = as(GLOBAL_ADMIN).body(question.body().toString()).post(path);
        assertThat(answer.statusCode())
                .as("seed %d, %s %s: %s", SEED, path, question.body(), answer.asString())
                .isEqualTo(200);
        JsonNode properties = JSON.readTree(answer.asString()).path("properties");
        int measures = question.asked().measures().size();
        for (JsonNode row : properties.path("rows")) {
            List<String> amounts = new ArrayList<>();
            List<String> key = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                if (i < measures) {
                    amounts.add(PlainCost.plain(row.get(i).decimalValue()));
                } else {
                    key.add(
                            i == row.size() - 1
                                    ? row.get(i).asText()
                                    : lower(row.get(i).asText()));
                }
            }
            assertThat(rows.put(key, amounts)).as("the row %s twice", key).isNull();
        }
        return properties.path("nextLink");
    }

    private static String lower(String text) {
        return text.contains("T00:00:00") ? text : text.toLowerCase(Locale.ROOT);
    }

    private static String relative(String link) {
        URI uri = URI.create(link);
        assertThat(uri.getPort()).isEqualTo(RestAssured.port);
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }
}
