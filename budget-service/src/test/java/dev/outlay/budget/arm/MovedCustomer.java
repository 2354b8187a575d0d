package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.as;
import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.ShownInvoices.query;
import static dev.outlay.budget.arm.ShownInvoices.rows;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A customer of an account of its own, with three billing profiles, of which its charges name the first. A Global admin puts it on one after the other. */
final class MovedCustomer {

    static final String VERSION = "?api-version=2024-04-01";

    final InvoicedProfile former = new InvoicedProfile();

    /** Of the account, and what the names of its profiles begin with. */
    final String name = former.name;

    final String account = former.account;
    final String other = account + "/billingProfiles/" + name + "-other";
    final String third = account + "/billingProfiles/" + name + "-third";
    final String tenant = "tenant-" + UUID.randomUUID();
    final String id = account + "/customers/" + tenant;

    Response move(String profile) {
        return put("MicrosoftCustomerAgreement", profile);
    }

    Response put(String agreement, String profile) {
        return Client.put(
                GLOBAL_ADMIN,
                id + VERSION,
                "{\"properties\":{\"agreementType\":\"" + agreement + "\",\"billingProfileId\":\"" + profile + "\"}}");
    }

    /** The recount that a request asked for, once it has ended. */
    static JsonPath ended(Response put) {
        assertThat(put.statusCode()).as(put.asString()).isEqualTo(200);
        String location = put.header("Location");
        awaitEnd(location);
        return get(GLOBAL_ADMIN, location).jsonPath();
    }

    static void awaitEnd(String location) {
        await().atMost(Duration.ofSeconds(30)).until(() -> state(location).equals("Completed"));
    }

    static String state(String location) {
        return get(GLOBAL_ADMIN, location).jsonPath().getString("state");
    }

    /** What the account was charged, in francs. */
    Map<String, String> byProfile() {
        return rows(query(account, "\"currency\":\"CHF\",", "", "BillingProfileId"));
    }

    /** By month: what is on the invoices of a profile that have something on them. */
    static Map<String, String> subTotals(String profile) {
        JsonPath list =
                get(GLOBAL_ADMIN, profile + "/invoices" + InvoicedProfile.ALL).jsonPath();
        List<String> months = list.getList("value.properties.invoicePeriodStartDate");
        List<BigDecimal> sums = list.getList("value.properties.subTotal.value").stream()
                .map(sum -> new BigDecimal(String.valueOf(sum)))
                .toList();
        return IntStream.range(0, months.size())
                .filter(i -> sums.get(i).signum() != 0)
                .boxed()
                .collect(Collectors.toMap(i -> months.get(i).substring(0, 7), i -> ShownInvoices.plain(sums.get(i))));
    }

    static Response close(String profile, String month) {
        String invoice = get(GLOBAL_ADMIN, profile + "/invoices" + InvoicedProfile.ALL)
                .jsonPath()
                .<String>getList("value.name")
                .stream()
                .filter(one -> one.startsWith("INV-" + month.replace("-", "")))
                .findFirst()
                .orElseThrow();
        return as(GLOBAL_ADMIN).post(profile + "/invoices/" + invoice + "/close" + InvoicedProfile.VERSION);
    }

    static List<String> names(String list) {
        return get(GLOBAL_ADMIN, list + VERSION).jsonPath().getList("value.name");
    }
}
