package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.Client.get;
import static dev.outlay.budget.arm.ListedPages.answered;
import static dev.outlay.budget.arm.ListedPages.query;
import static dev.outlay.local.Persona.CUSTOMER_OWNER;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What cannot be asked of lists of billing accounts, profiles and customers, and by whom. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ListRefusalsOverHttpTest {

    private static final String ACCOUNTS = "/providers/Microsoft.Billing/billingAccounts";
    private static final String VERSION = "?api-version=2020-05-01";

    private final String account = ACCOUNTS + "/acc-" + UUID.randomUUID();
    private final String customers = account + "/customers" + VERSION;

    @Test
    void what_is_not_supported_is_refused_and_says_what_is() {
        for (String filter : List.of(
                "color eq 'red'",
                "displayName like 'x'",
                "displayName eq",
                "displayName eq 'a' or name eq 'b'",
                "not name eq 'a'",
                "name eq 'a' and",
                "contains(color, 'x')",
                "contains(name, x)",
                "endswith(name, 'x')",
                "name eq 'open",
                "atScope()",
                "name eq 'a\u0000'",
                "(name eq 'a')",
                "name eq 'a'" + " and name eq 'a'".repeat(20))) {
            refused(customers + query("$filter", filter), "displayName", "agreementType", "contains(field, 'text')");
        }
        for (String order : List.of(
                "color", "name up", "name asc desc", "name,,name", "name,name,name,name", "resellers/resellerId")) {
            refused(customers + query("$orderBy", order), "displayName", "$orderBy");
        }
        refused(customers + query("$search", "x".repeat(257)), "$search");
        refused(customers + query("$search", "a\u0000"), "$search");
        refused(customers + query("$count", "maybe"), "$count");
        refused(customers + query("$skip", "-1"), "$skip");
        refused(customers + query("$skip", "12345678"), "$skip");
        refused(customers + query("$top", "0"), "$top");
        refused(customers + query("top", "1001"), "$top");
        refused(customers + query("$top", "5", "top", "6"), "$top and top");
        refused(
                account + "/billingProfiles" + VERSION + query("filter", "color eq 'red'"),
                "billing profiles",
                "poNumber");
        refused(ACCOUNTS + VERSION + query("filter", "color eq 'red'"), "billing accounts", "accountStatus");
    }

    @Test
    void a_token_that_is_none_of_this_list_s_is_refused() {
        for (String customer : List.of("a", "b", "c")) {
            Client.put(
                            GLOBAL_ADMIN,
                            account + "/customers/" + customer + VERSION,
                            "{\"properties\":{\"agreementType\":\"CspOffer\"}}")
                    .then()
                    .statusCode(200);
        }
        String ordered = answered(customers + "&$top=1&$orderBy=displayName").getString("nextLink");
        String token = ordered.substring(ordered.indexOf("$skiptoken=") + "$skiptoken=".length());

        for (String none : List.of(
                token,
                "%25%25",
                "AA",
                PageToken.write("000001"),
                PageToken.write("[]"),
                PageToken.write("[\"\"]"),
                PageToken.write("[\"\",1]"),
                PageToken.write("[\"\",\"a\",\"b\"]"),
                PageToken.write("[\"\",\"\\u0000\"]"),
                PageToken.write("{\"a\":\"\"}"))) {
            Response refused = get(GLOBAL_ADMIN, customers + "&$skiptoken=" + none);
            assertThat(refused.statusCode()).as(none).isEqualTo(400);
            assertThat(refused.jsonPath().getString("error.code")).isEqualTo("InvalidSkipToken");
        }
        assertThat(answered(customers + "&$orderBy=displayName&$skiptoken=" + token)
                        .getList("value.name"))
                .isEqualTo(List.of("b", "c"));
    }

    /** Whoever may not is not told what could be asked. */
    @Test
    void customers_see_none_of_it_however_they_ask() {
        for (String list : List.of(
                account + "/customers", account + "/billingProfiles", account + "/billingProfiles/p/customers")) {
            for (String asked :
                    List.of("", query("$filter", "color eq 'red'"), "&$skiptoken=AA", "&$count=true&$search=a")) {
                assertThat(get(CUSTOMER_OWNER, list + VERSION + asked).statusCode())
                        .as(list + asked)
                        .isEqualTo(403);
            }
        }
    }

    private static void refused(String target, String... says) {
        Response answer = get(GLOBAL_ADMIN, target);
        assertThat(answer.statusCode()).as(target + " " + answer.asString()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("error.message")).as(target).contains(says);
    }
}
