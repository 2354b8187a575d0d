package dev.outlay.budget.budget;

import static dev.outlay.budget.budget.Judged.ACCOUNT;
import static dev.outlay.budget.budget.Judged.EMAIL;
import static dev.outlay.budget.budget.Judged.SUBSCRIPTION;
import static dev.outlay.budget.budget.Judged.body;
import static dev.outlay.budget.budget.Judged.monthly;
import static dev.outlay.budget.budget.Judged.notification;
import static dev.outlay.budget.budget.Judged.problems;
import static dev.outlay.budget.budget.Judged.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.scope.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetRulesTest {

    @Test
    void a_budget_that_obeys_every_rule_has_no_problems() {
        assertThat(problems(ACCOUNT, monthly("2026-11-01"), null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "0.0",
                "1e21",
                "123456789012345678901",
                "0.0000000000000000001",
                "\"10\"",
                "null",
                "true",
                "1e400",
                "{}"
            })
    void an_amount_is_a_number_above_zero_that_money_can_be(String amount) {
        assertThat(problems(ACCOUNT, body(amount, "Monthly", "2026-11-01", "", notification("n", "80", EMAIL)), null))
                .singleElement()
                .asString()
                .contains("amount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0.000000000000000001", "12345678901234567890.123456789012345678", "1e19", "100.650"})
    void an_amount_of_twenty_and_eighteen_digits_is_fine(String amount) {
        assertThat(problems(ACCOUNT, body(amount, "Monthly", "2026-11-01", "", notification("n", "80", EMAIL)), null))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000.01", "0.001", "\"80\"", "null", "1e999999999", "1e-999999999"})
    void a_threshold_is_a_percentage_up_to_1000_with_two_decimals(String threshold) {
        assertThat(problems(
                        ACCOUNT, body("10", "Monthly", "2026-11-01", "", notification("n", threshold, EMAIL)), null))
                .singleElement()
                .asString()
                .contains("threshold");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BillingMonth", "Last7Days", "Hourly", ""})
    void other_time_grains_are_refused(String grain) {
        assertThat(problems(ACCOUNT, body("10", grain, "2026-11-01", "", notification("n", "80", EMAIL)), null))
                .singleElement()
                .asString()
                .contains("Monthly, Quarterly");
    }

    @Test
    void a_billing_scope_needs_an_email_and_has_no_roles() {
        assertThat(problems(ACCOUNT, with(notification("n", "80", "\"contactEmails\":[]")), null))
                .containsExactly("Notification 'n' needs at least one contactEmail at this scope.");
        assertThat(problems(ACCOUNT, with(notification("n", "80", EMAIL + ",\"contactRoles\":[\"Owner\"]")), null))
                .singleElement()
                .asString()
                .contains("contactRoles");
    }

    @Test
    void a_subscription_needs_an_email_or_a_group() {
        String group =
                "\"contactGroups\":[\"/subscriptions/s1/resourceGroups/g/providers/microsoft.insights/actionGroups/n\"]";

        assertThat(problems(SUBSCRIPTION, with(notification("n", "80", group)), null))
                .isEmpty();
        assertThat(problems(SUBSCRIPTION, with(notification("n", "80", "\"contactRoles\":[\"Owner\"]")), null))
                .containsExactly("Notification 'n' needs at least one contactEmail or contactGroup.");
    }

    @ParameterizedTest
    @CsvSource({
        "account,     /providers/Microsoft.Billing/billingAccounts/a:1/providers/Microsoft.Insights/actionGroups/n,"
                + " true",
        "account,     /providers/Microsoft.Billing/billingAccounts/other/providers/Microsoft.Insights/actionGroups/n,"
                + " false",
        "account,     /subscriptions/own/resourceGroups/g/providers/Microsoft.Insights/actionGroups/n, true",
        "account,     /subscriptions/S1/resourceGroups/g/providers/Microsoft.Insights/actionGroups/n, false",
        "profile,     /providers/Microsoft.Billing/billingAccounts/a:1/providers/Microsoft.Insights/actionGroups/n,"
                + " true",
        "profile,     /providers/Microsoft.Billing/billingAccounts/other/providers/Microsoft.Insights/actionGroups/n,"
                + " false",
        "profile,     /subscriptions/own/resourceGroups/g/providers/Microsoft.Insights/actionGroups/n, true",
        "customer,    /providers/Microsoft.Billing/billingAccounts/a:1/providers/Microsoft.Insights/actionGroups/n,"
                + " true",
        "customer,    /subscriptions/S1/resourceGroups/g/providers/Microsoft.Insights/actionGroups/n, false",
        "group,       /subscriptions/s1/resourceGroups/g/providers/Microsoft.Insights/actionGroups/n, true",
        "group,       /providers/Microsoft.Billing/billingAccounts/A:1/providers/Microsoft.Insights/actionGroups/n,"
                + " false",
        "subscription,/subscriptions/s1/resourceGroups/g/providers/Microsoft.Insights/actionGroups/n, true",
        "subscription,/subscriptions/own/resourceGroups/g/providers/Microsoft.Insights/actionGroups/n, true",
        "subscription,/providers/Microsoft.Billing/billingAccounts/A:1/providers/Microsoft.Insights/actionGroups/n,"
                + " false",
        "subscription,not-an-id, false"
    })
    void a_budget_names_only_groups_that_may_see_its_prices(String scope, String group, boolean allowed) {
        List<String> problems = problems(
                switch (scope) {
                    case "account" -> ACCOUNT;
                    case "profile" -> new Scope.BillingProfile("A:1", "p");
                    case "customer" -> new Scope.Customer("A:1", "c");
                    case "group" -> new Scope.ResourceGroup("S1", "g");
                    default -> SUBSCRIPTION;
                },
                with(notification("n", "80", EMAIL + ",\"contactGroups\":[\"" + group + "\"]")),
                null);

        assertThat(problems.isEmpty()).as(problems.toString()).isEqualTo(allowed);
    }

    @Test
    void five_of_each_type_are_the_most() {
        StringBuilder six = new StringBuilder(notification("n0", "10", EMAIL));
        for (int i = 1; i < 6; i++) {
            six.append(',').append(notification("n" + i, i + "1", EMAIL));
        }

        assertThat(problems(ACCOUNT, with(six.toString()), null))
                .containsExactly("A budget can have at most 5 notifications of type Actual.");
        assertThat(problems(
                        ACCOUNT,
                        with(six.toString()
                                .replaceFirst("\"enabled\"", "\"thresholdType\":\"Forecasted\",\"enabled\"")),
                        null))
                .isEmpty();
    }

    @Test
    void several_notifications_may_have_one_condition() {
        assertThat(problems(
                        ACCOUNT, with(notification("a", "80", EMAIL) + "," + notification("b", "80.00", EMAIL)), null))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "@b",
                "a@",
                "a@b@c",
                "a b@c.de",
                "a@b..de",
                "a@b.de,c@d.de",
                "<a@b.de>",
                "a@b\\r\\nBcc: c@d.de"
            })
    void what_is_no_address_is_refused(String email) {
        assertThat(problems(ACCOUNT, with(notification("n", "80", "\"contactEmails\":[\"" + email + "\"]")), null))
                .isNotEmpty();
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        List<String> problems = problems(ACCOUNT, """
            {"eTag":1,"properties":{"category":"Usage","amount":0,"timeGrain":"x","timePeriod":{"startDate":"soon"},"filter":[],
            "notifications":{"n":{"enabled":"yes","operator":"<","thresholdType":"x","threshold":-1,"contactEmails":[1],"locale":"xx"}}}}\
            """, null);

        assertThat(problems).hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"properties\":1}",
                "{\"properties\":{}}",
                "{\"properties\":{\"timePeriod\":[],\"notifications\":[]}}"
            })
    void a_body_without_its_parts_is_told_so(String body) {
        assertThat(problems(ACCOUNT, body, null)).isNotEmpty();
    }

    @Test
    void the_old_filter_interface_gets_azure_s_message() {
        assertThat(problems(
                        ACCOUNT, monthly("2026-11-01").replace("\"category\"", "\"filters\":{},\"category\""), null))
                .containsExactly(
                        "Invalid budget configuration, please use filter interface with 2019-05-01-preview version");
    }
}
