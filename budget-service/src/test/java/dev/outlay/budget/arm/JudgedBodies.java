package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.Client.put;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts budgets and looks at what is said of their bodies. */
final class JudgedBodies {

    static final String EMAIL = "\"contactEmails\":[\"a@example.com\"]";
    static final String CONSUMPTION = "/providers/Microsoft.Consumption/budgets/";

    /** One that no other test has, so that it never has too many budgets. */
    private static final String ACCOUNT = "/providers/Microsoft.Billing/billingAccounts/RULED-";

    private JudgedBodies() {}

    /** Asked each time: tests run for longer than until midnight. */
    static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    /** Puts a budget at a billing account, which says the message, or nothing where it is null. */
    static void judge(String body, @Nullable String message) {
        judge(ACCOUNT + UUID.randomUUID() + CONSUMPTION + "b" + UUID.randomUUID() + VERSION, body, message);
    }

    static void judge(String path, String body, @Nullable String message) {
        Response answer = put(GLOBAL_ADMIN, path, body);
        if (message == null) {
            assertThat(answer.statusCode()).as(body + answer.asString()).isIn(200, 201);
        } else {
            assertThat(answer.statusCode()).as(body + answer.asString()).isEqualTo(400);
            assertThat(answer.jsonPath().getString("error.code")).isEqualTo("400");
            assertThat(message(answer)).contains(message);
        }
    }

    static String message(Response answer) {
        return answer.jsonPath().getString("error.message");
    }

    static String ownedSubscription() {
        String id = UUID.randomUUID().toString();
        String key = String.join("' || chr(10) || '", "s", "ruled", "c", id);
        Client.sql(
                "insert into scope (key, kind, billing_account, customer, subscription, currency) values ('" + key
                        + "', 4, 'ruled', 'c', '" + id + "', 'SEK')",
                "insert into subscription_owner select '" + id + "', id, now() from scope where key = '" + key + "'");
        Response assigned = put(
                GLOBAL_ADMIN,
                "/subscriptions/" + id + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID()
                        + "?api-version=2022-04-01",
                "{\"properties\":{\"roleDefinitionId\":\"Owner\",\"principalId\":\"" + GLOBAL_ADMIN.principalId()
                        + "\"}}");
        assertThat(assigned.statusCode()).as(assigned.asString()).isEqualTo(201);
        return id;
    }

    static String notification(String threshold, String contacts) {
        return notification("n", threshold, contacts, "Actual");
    }

    static String notification(String key, String threshold, String contacts, String type) {
        return "\"" + key + "\":{\"enabled\":true,\"operator\":\"GreaterThan\",\"threshold\":" + threshold
                + ",\"thresholdType\":\"" + type + "\"," + contacts + "}";
    }

    static String with(String notifications) {
        return body("10", "Monthly", "0m", "", notifications);
    }

    static String filtered(String filter) {
        return body("10", "Monthly", "0m", "\"filter\":" + filter + ",", notification("80", EMAIL));
    }

    static String in(String name) {
        return "{\"name\":\"" + name + "\",\"operator\":\"In\",\"values\":[\"true\"]}";
    }

    static String body(String amount, String grain, String start, String more, String notifications) {
        return BudgetBodies.body(
                amount, grain, start.matches("-?[0-9]+.?([+]1d)?") ? day(start) : start, more, notifications);
    }

    static String day(String text) {
        String[] parts = text.split("[+]");
        int count = Integer.parseInt(parts[0].replaceAll("[mwd]", ""));
        LocalDate today = today();
        LocalDate day =
                switch (parts[0].charAt(parts[0].length() - 1)) {
                    case 'w' ->
                        today.minusDays(today.getDayOfWeek().getValue() - 1L).plusWeeks(count);
                    case 'd' -> today.plusDays(count);
                    default -> BudgetBodies.thisMonth().plusMonths(count);
                };
        return day.plusDays(parts.length - 1L) + "T00:00:00Z";
    }
}
