package dev.outlay.budget.arm;

import static dev.outlay.budget.arm.ListedPages.answered;
import static dev.outlay.budget.arm.ListedPages.follow;
import static dev.outlay.budget.arm.ListedPages.query;
import static dev.outlay.local.Persona.GLOBAL_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists of billing accounts, profiles and customers: all of it, page by page, chosen, searched and ordered. Each test has an account of its own. */
@Tag("full")
@QuarkusTest
@QuarkusTestResource(Parts.class)
class ListsOverHttpTest {

    private static final String ACCOUNTS = "/providers/Microsoft.Billing/billingAccounts";
    private static final String VERSION = "?api-version=2020-05-01";
    private static final String LATER = "?api-version=2024-04-01";

    private final String name = "acc-" + UUID.randomUUID();
    private final String account = ACCOUNTS + "/" + name;
    private final String customers = account + "/customers" + VERSION;

    /** More than the lists once had at most. */
    @Test
    void every_one_of_very_many_customers_is_listed_once_though_others_are_added_meanwhile() {
        int many = 10_240;
        known("c", 3, "customer", 1, many, "'Customer ' || n");

        ListedPages listed = follow(customers + "&$top=1000", page -> {
            // One before where the list is, and one behind.
            known("c", 3, "customer", -page, -page, "'Before'");
            known("c", 3, "customer", 90_000 + page, 90_000 + page, "'Behind'");
        });

        assertThat(listed.names()).hasSize(11).allSatisfy(page -> assertThat(page)
                .hasSizeLessThanOrEqualTo(1000));
        assertThat(listed.all().stream()
                        .filter(customer -> customer.compareTo(number(0)) > 0 && customer.compareTo(number(many)) <= 0)
                        .toList())
                .as("once each, in their order")
                .isEqualTo(numbered(1, many));
        assertThat(answered(customers + "&$top=1&$count=true").getInt("totalCount"))
                .isEqualTo(many + 20);
    }

    @Test
    void what_is_filtered_searched_and_ordered_comes_page_by_page_exactly_once() {
        known(
                "c",
                3,
                "customer",
                1,
                300,
                "case n % 3 when 0 then 'Contoso ' when 1 then 'Fabrikam ' else 'contoSO AG ' end || n % 7");
        List<String> contoso = numbered(1, 300).stream()
                .filter(customer -> Integer.parseInt(customer) % 3 != 1)
                .toList();

        String asked = query(
                "$search",
                "CONTOSO",
                "$filter",
                "name gt '000100' and properties/displayName ne 'contoso 3'",
                "$count",
                "true");
        ListedPages listed = follow(customers + "&$top=17" + asked);

        List<String> wanted = contoso.stream()
                .filter(customer -> customer.compareTo("000100") > 0
                        && !(Integer.parseInt(customer) % 3 == 0 && Integer.parseInt(customer) % 7 == 3))
                .toList();
        assertThat(listed.all()).isEqualTo(wanted);
        assertThat(listed.total()).isEqualTo(wanted.size());

        Comparator<String> byName = Comparator.comparing(ListsOverHttpTest::shown);
        ListedPages upwards = follow(account + "/customers" + LATER
                + query("search", "contoso", "orderBy", "properties/displayName", "top", "9"));
        assertThat(upwards.names()).hasSizeGreaterThan(20);
        assertThat(upwards.all())
                .isEqualTo(contoso.stream()
                        .sorted(byName.thenComparing(Comparator.naturalOrder()))
                        .toList());
        ListedPages downwards = follow(customers + query("$orderBy", "displayName desc,name desc", "$top", "40"));
        assertThat(downwards.all())
                .isEqualTo(numbered(1, 300).stream()
                        .sorted(byName.thenComparing(Comparator.naturalOrder()).reversed())
                        .toList());
    }

    /** The display name of one of three hundred customers, in lower case. */
    private static String shown(String customer) {
        int number = Integer.parseInt(customer);
        return List.of("contoso ", "fabrikam ", "contoso ag ").get(number % 3) + number % 7;
    }

    @Test
    void a_page_can_be_skipped_to_and_its_links_do_not_skip_again() {
        known("c", 3, "customer", 1, 60, "'C ' || n");

        assertThat(follow(customers + "&$skip=25&$top=10").all()).isEqualTo(numbered(26, 60));
        assertThat(follow(account + "/customers" + LATER + "&skip=59").all()).isEqualTo(numbered(60, 60));
        assertThat(follow(customers + "&$skip=60").all()).isEmpty();
        assertThat(answered(customers).getList("value")).hasSize(60);
    }

    @Test
    void customers_are_found_by_what_is_said_of_them() {
        for (int number = 1; number <= 6; number++) {
            Client.put(GLOBAL_ADMIN, account + "/customers/" + number(number) + LATER, """
                    {"properties":{"displayName":"Customer %d","agreementType":"%s","billingProfileId":"%s/billingProfiles/p-%d",
                    "resellers":[{"resellerId":"r-%d","description":"Litware"},{"resellerId":"other"}]}}""".formatted(
                                    number,
                                    number == 6 ? "CspOffer" : "MicrosoftCustomerAgreement",
                                    account,
                                    number % 2,
                                    number))
                    .then()
                    .statusCode(200);
        }

        Map<String, List<Integer>> found = Map.of(
                "agreementType eq 'cspoffer'",
                List.of(6),
                "properties/resellers/resellerId eq 'R-3'",
                List.of(3),
                "resellers/description eq 'litware' and resellers/resellerId eq 'other' and name le '000002'",
                List.of(1, 2),
                "startswith(displayName, 'customer') and contains(Name,'5')",
                List.of(5),
                "billingProfileId eq '" + account + "/billingProfiles/P-1'",
                List.of(1, 3, 5),
                "displayName eq 'it''s nobody'",
                List.of(),
                "properties/DISPLAYNAME EQ 'Customer 2' AND agreementType ne 'CspOffer'",
                List.of(2));
        found.forEach((filter, numbers) -> assertThat(follow(customers + query("$filter", filter, "$top", "1"))
                        .all())
                .as(filter)
                .isEqualTo(numbers.stream().map(ListsOverHttpTest::number).toList()));
        assertThat(follow(account + "/billingProfiles/p-1/customers" + VERSION + "&$top=2")
                        .names())
                .isEqualTo(List.of(List.of(number(1), number(3)), List.of(number(5))));
        assertThat(follow(account + "/billingProfiles/p-0/customers" + LATER
                                + query("filter", "name ne '000004'", "search", "OMER"))
                        .all())
                .isEqualTo(List.of(number(2), number(6)));
    }

    @Test
    void profiles_are_listed_chosen_and_shown_in_their_account_without_being_cut() {
        known("p", 2, "billing_profile", 1, 130, "'Profile ' || n");
        Client.sql("insert into scope (key, kind, billing_account, currency) values ('a' || chr(10) || '" + name
                + "', 1, '" + name + "', 'USD')");
        Client.put(GLOBAL_ADMIN, account + "/billingProfiles/000007" + LATER, """
                {"properties":{"poNumber":"PO-77","currency":"CHF","status":"Warned"}}""")
                .then()
                .statusCode(200);

        String profiles = account + "/billingProfiles" + VERSION;
        assertThat(follow(profiles + "&$top=50").all()).isEqualTo(numbered(1, 130));
        assertThat(follow(profiles + query("$filter", "currency eq 'CHF' and status eq 'Warned'"))
                        .all())
                .isEqualTo(List.of("000007"));
        assertThat(follow(profiles + query("$search", "po-7")).all()).isEqualTo(List.of("000007"));
        JsonPath expanded = answered(account + VERSION + "&$expand=billingProfiles");
        assertThat(Stream.concat(
                        expanded.<String>getList("properties.billingProfiles.name").stream(),
                        follow(expanded.getString("properties.billingProfilesNextLink")).all().stream()))
                .isEqualTo(numbered(1, 130));

        JsonPath one = answered(ACCOUNTS
                + VERSION
                + query(
                        "$filter",
                        "name eq '" + name + "' and agreementType eq 'MicrosoftPartnerAgreement'",
                        "$expand",
                        "billingProfiles",
                        "$count",
                        "true"));
        assertThat(one.getList("value.name")).containsExactly(name);
        assertThat(one.getList("value[0].properties.billingProfiles")).hasSize(100);
        assertThat(one.getInt("totalCount")).isEqualTo(1);
        assertThat(follow(ACCOUNTS + VERSION + "&$top=1000").all())
                .doesNotHaveDuplicates()
                .contains(name);
    }

    /** Their keys are digests, which do not begin with their account's name. */
    @Test
    void names_too_long_for_a_key_are_listed_too() {
        String one = "x".repeat(1_000);
        String longName = "acc-" + UUID.randomUUID() + "y".repeat(980);
        String longAccount = ACCOUNTS + "/" + longName;
        for (String customer : List.of(one + "1", one + "2", "short")) {
            Client.put(GLOBAL_ADMIN, longAccount + "/customers/" + customer + LATER, """
                    {"properties":{"agreementType":"CspOffer","billingProfileId":"%s/billingProfiles/%s"}}""".formatted(longAccount, one))
                    .then()
                    .statusCode(200);
        }

        assertThat(follow(longAccount + "/customers" + VERSION + "&$top=1").all())
                .containsExactlyInAnyOrder(one + "1", one + "2", "short");
        assertThat(follow(longAccount + "/billingProfiles/" + one + "/customers" + VERSION)
                        .all())
                .hasSize(3);
        assertThat(follow(longAccount + "/billingProfiles" + VERSION).all()).containsExactly(one);
        assertThat(follow(account + "/customers" + VERSION).all()).isEmpty();
    }

    /** Makes scopes of the account known that are called by their numbers, with six digits. */
    private void known(String letter, int kind, String column, int first, int last, String displayName) {
        Client.sql("""
                with known as (
                    insert into scope (key, kind, billing_account, %s, display_name)
                    select concat_ws(chr(10), '%s', '%s', called), %d, '%s', called, %s
                    from (select n, case when n < 0 then '!' || -n else lpad(cast(n as text), 6, '0') end as called from generate_series(%d, %d) as n) as numbered
                    returning id)
                insert into billing_details (scope_id, details) select id, '{}' from known
                """.formatted(column, letter, name, kind, name, displayName, first, last));
    }

    private static List<String> numbered(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(ListsOverHttpTest::number)
                .toList();
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%06d", number);
    }
}
