package dev.outlay.e2e;

import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.outlay.e2e.cost.Account;
import dev.outlay.e2e.cost.Charge;
import dev.outlay.e2e.cost.CostEvents;
import dev.outlay.e2e.running.Answer;
import dev.outlay.e2e.running.Client;
import dev.outlay.e2e.running.Outlay;
import dev.outlay.e2e.running.Steadily;
import dev.outlay.local.ReceivedMail;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is asked for beyond Azure's budgets, through all services: a period of given days, and roles that have addresses. */
@Tag("full")
class ExtensionsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Outlay outlay = Outlay.running();
    private final Client admin = outlay.door(GLOBAL_ADMIN);
    private final Account account = Account.unique("extended");
    private final String customer = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final String scope = "/subscriptions/" + subscription;
    private final String owner = UUID.randomUUID().toString();
    private final String asked = account.name() + "@asked.example";
    private final String owners = account.name() + "@owner.example";

    @Test
    void the_owner_of_a_subscription_is_told_of_a_budget_of_given_days() {
        charge("1", "11.25");
        assign(GLOBAL_ADMIN.principalId());
        assign(owner);
        put(
                account.customer(customer) + "/policies/default?api-version=2019-10-01-preview",
                "{\"properties\":{\"viewCharges\":\"Allowed\"}}");
        put(
                "/v1/directory/principals/" + owner,
                "{\"tenantId\":\"" + customer + "\",\"kind\":\"User\",\"mail\":\"" + owners + "\"}");
        LocalDate first = Charge.thisMonth().minusDays(10);
        LocalDate last = Charge.thisMonth().plusMonths(2);
        put(Account.budget(scope, "project"), """
                {"properties":{"category":"Cost","amount":20,"timeGrain":"Custom","timePeriod":{"startDate":"%s","endDate":"%s"},\
                "notifications":{"most":{"enabled":true,"operator":"GreaterThan","threshold":80,"contactEmails":["%s"],\
                "contactRoles":["Owner"]}}}}""".formatted(first, last, asked));
        await("the spend is built").atMost(SOON).untilAsserted(() -> {
            Answer budget = admin.get(Account.budget(scope, "project"));
            assertThat(budget.json().at("/properties/state").asText()).isEqualTo("ready");
            assertThat(budget.currentSpend()).isEqualByComparingTo("11.25");
        });

        charge("2", "11.25");

        Steadily.holds("one alert, a mail to each", SOON, () -> {
            assertThat(admin.get(Account.alerts(scope)).json().path("value")).hasSize(1);
            assertThat(mails(asked)).hasSize(1);
            assertThat(mails(owners)).hasSize(1);
        });
        DateTimeFormatter day =
                DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(Locale.US);
        assertThat(mails(owners).getFirst().text())
                .contains("Custom, " + day.format(first) + " to " + day.format(last) + " (days in UTC)");
    }

    private void charge(String id, String retail) {
        CostEvents.accepted(
                outlay.publisher(),
                List.of(new Charge(
                        id, account, customer, subscription, new BigDecimal("7.5"), new BigDecimal(retail))));
        await("charge is counted")
                .atMost(SOON)
                .until(() -> outlay.ledger().ledgerRows(account.name()) == Long.parseLong(id));
    }

    private void assign(String principal) {
        put(
                scope + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01",
                "{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + principal + "\"}}");
    }

    private void put(String path, String body) {
        Answer answer = admin.put(path, body);
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
    }

    private List<ReceivedMail> mails(String address) {
        return outlay.mail().messages().stream()
                .filter(mail -> mail.to().contains(address))
                .toList();
    }
}
