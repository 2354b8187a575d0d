package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.VERSION;
import static dev.outlay.budget.arm.JudgedBodies.CONSUMPTION;
import static dev.outlay.budget.arm.JudgedBodies.EMAIL;
import static dev.outlay.budget.arm.JudgedBodies.body;
import static dev.outlay.budget.arm.JudgedBodies.filtered;
import static dev.outlay.budget.arm.JudgedBodies.in;
import static dev.outlay.budget.arm.JudgedBodies.judge;
import static dev.outlay.budget.arm.JudgedBodies.notification;
import static dev.outlay.budget.arm.JudgedBodies.ownedSubscription;
import static dev.outlay.budget.arm.JudgedBodies.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.budget.BudgetRules;
import dev.outlay.budget.dimension.Dimension;
import dev.outlay.budget.scope.PriceView;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of notifications and filters as a client meets them, with the message of what is not accepted (functional spec 3.1, azure-rest-contract.md section 2). */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class NotificationRulesOverHttpTest {

    /** Start and end in days from today, or in months from this one. */
    @Test
    void five_notifications_of_each_type_and_no_more() {
        List<String> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ten.add(notification("n" + i, (10 + i) + "", EMAIL, i < 5 ? "Actual" : "Forecasted"));
        }
        judge(body("10", "Monthly", "0m", "", String.join(",", ten)), null);

        for (String type : List.of("Actual", "Forecasted")) {
            judge(
                    body(
                            "10",
                            "Monthly",
                            "0m",
                            "",
                            String.join(",", ten) + "," + notification("n10", "99", EMAIL, type)),
                    "A budget can have at most 5 notifications of type " + type + ".");
        }
    }

    @ParameterizedTest
    @CsvSource({"0,", "0.01,", "1000,", "99.99,", "1000.01,no", "-1,no", "0.001,no"})
    void a_threshold(String threshold, @Nullable String refused) {
        judge(
                body("10", "Monthly", "0m", "", notification(threshold, EMAIL)),
                refused == null ? null : ".threshold' must be a number from 0 to 1000 with at most two decimals.");
    }

    @Test
    void a_notification_says_how_it_compares_and_whether_it_is_on() {
        for (String operator : List.of("EqualTo", "GreaterThan", "GreaterThanOrEqualTo", "greaterthan")) {
            judge(with(notification("80", EMAIL).replace("GreaterThan", operator)), null);
        }
        judge(
                with(notification("80", EMAIL).replace("GreaterThan", "LessThan")),
                ".operator' must be one of EqualTo, GreaterThan, GreaterThanOrEqualTo.");
        judge(with(notification("80", EMAIL).replace("true", "1")), ".enabled' is required: true or false.");
        judge(with(notification("80", EMAIL) + "," + notification("n2", "80.0", EMAIL, "Actual")), null);
    }

    @Test
    void all_locales_in_any_case_and_no_other() {
        assertThat(BudgetRules.LOCALES).hasSize(21);
        for (String locale : BudgetRules.LOCALES) {
            judge(with(notification("80", EMAIL + ",\"locale\":\"" + locale.toUpperCase(Locale.ROOT) + "\"")), null);
        }
        judge(with(notification("80", EMAIL + ",\"locale\":\"de-ch\"")), ".locale' must be one of cs-cz, da-dk");
    }

    @Test
    void contacts_by_scope() {
        String subscription = "/subscriptions/" + ownedSubscription();
        String group = "\"contactGroups\":[\"" + subscription
                + "/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/ops\"]";
        judge(with(notification("80", "\"contactEmails\":[]")), "needs at least one contactEmail at this scope.");
        judge(with(notification("80", "\"contactEmails\":[\"nobody\"]")), "'nobody', which is not an e-mail address.");
        judge(
                with(notification("80", EMAIL + ",\"contactRoles\":[\"Owner\"]")),
                "has contactRoles, which exist at subscriptions and resource groups only.");
        judge(with(notification("80", EMAIL + "," + group)), "cannot be named here");
        judge(
                with(notification("80", "\"contactEmails\":[" + "\"a@b.cd\",".repeat(50) + "\"a@b.cd\"]")),
                ".contactEmails' must be an array of at most 50 texts.");

        for (String scope : List.of(subscription, subscription + "/resourceGroups/rg")) {
            String path = scope + CONSUMPTION + "c" + VERSION;
            judge(path, with(notification("80", group)), null);
            judge(path, with(notification("80", EMAIL + ",\"contactRoles\":[\"Owner\"]")), null);
            judge(
                    path,
                    with(notification("80", "\"contactRoles\":[\"Owner\"]")),
                    "needs at least one contactEmail or contactGroup.");
        }
    }

    @Test
    void every_dimension_in_any_case_and_an_unknown_one_lists_the_valid_ones() {
        // The contract's list for partners, what azurerm accepts, what the seed adds, and what the contract's list for
        // other agreements adds.
        List<String> ofTheContract =
                List.of(("ResourceGroup ResourceGroupName ResourceType ResourceId ResourceLocation SubscriptionId"
                                + " SubscriptionName MeterCategory MeterSubcategory Meter ServiceFamily UnitOfMeasure PartNumber"
                                + " BillingAccountName BillingProfileId BillingProfileName InvoiceSection InvoiceSectionId"
                                + " InvoiceSectionName Product ResourceGuid ChargeType ServiceName ProductOrderId ProductOrderName"
                                + " PublisherType ReservationId ReservationName Frequency InvoiceId PricingModel"
                                + " CostAllocationRuleName MarkupRuleName BillingMonth Provider BenefitId BenefitName"
                                + " CustomerTenantId CustomerTenantDomainName ResellerMPNId PartnerEarnedCreditApplied"
                                + " CustomerName PartnerName PartnerTenantID PartnerEarnedCreditRate MeterSubCategory"
                                + " SubscriptionID InvoiceID Customer MeterId ConsumedService ServiceTier BillingPeriod"
                                + " BillingAccountId InvoiceNumber AccountName DepartmentName EnrollmentAccountName")
                        .split(" "));
        for (String dimension : ofTheContract) {
            for (String written : List.of(dimension, dimension.toUpperCase(Locale.ROOT))) {
                judge(filtered("{\"dimensions\":" + in(written) + "}"), null);
            }
        }
        judge(
                filtered("{\"dimensions\":" + in("Colour") + "}"),
                "'Colour' is not a dimension. Valid are: " + String.join(", ", Dimension.labels(PriceView.INVOICED))
                        + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"tags\":T}", "{\"and\":[{\"tags\":T},{\"dimensions\":D}]}", "{\"not\":{\"tags\":T}}"})
    void the_grammar_of_filters(String filter) {
        judge(filtered(filter.replace("T", in("env")).replace("D", in("ServiceName"))), null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'and':[{'tags':T}]}        | must be an array of 2 to 50 parts.",
                "{'or':[{'tags':T},{'tags':T}]} | There is no or",
                "{'tags':T,'dimensions':D}   | must hold exactly one of dimensions, tags, and.",
                "{'tags':{'name':'a','operator':'Contains','values':['b']}} | .operator' must be In.",
                "{'tags':{'name':'a','operator':'In','values':[]}} | .values' needs at least one value."
            })
    void other_filters(String filter, String message) {
        judge(filtered(filter.replace('\'', '"').replace("T", in("env")).replace("D", in("ServiceName"))), message);
    }

    @Test
    void the_filters_of_old_versions_get_azure_s_message() {
        judge(
                BudgetBodies.monthly("10")
                        .replace("\"category\"", "\"filters\":{\"resourceGroups\":[\"a\"]},\"category\""),
                "Invalid budget configuration, please use filter interface with 2019-05-01-preview version");
    }

    /** A subscription at which the Global admin is an owner. */

    /** {@code -1m} is the month before this one, {@code 0w+1d} the Tuesday of this week. */
}
