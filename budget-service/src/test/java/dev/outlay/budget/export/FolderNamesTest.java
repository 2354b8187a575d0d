package dev.outlay.budget.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.budget.scope.Place;
import dev.outlay.budget.scope.Scope;
import dev.outlay.budget.scope.ScopeKey;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that somebody sends or that a charge says leads out of its folder, or into another one's. */
class FolderNamesTest {

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-]+([.][0-9a-f]{16})?");

    private static Place subscription(@Nullable String customer, String subscription) {
        return new Place(
                1,
                ScopeKey.subscription("a", customer, subscription),
                new Scope.Subscription(subscription),
                "a",
                customer,
                "EUR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "a/",
                "a//b",
                "..",
                "a/../b",
                ".",
                "a/.",
                "a\\b",
                "C:",
                "a b",
                "a\u0000b",
                "a\nb",
                "~",
                "a.",
                ".a",
                "a.b",
                "con",
                "a/NUL",
                "Lpt1",
                "\u00e4",
                "1/2/3/4/5/6/7/8/9",
                "%2e%2e",
                "$HOME",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg"
            })
    void a_root_folder_path_that_is_no_row_of_names_is_none(String path) {
        assertThat(FolderNames.root(path)).isEmpty();
    }

    @Test
    void a_root_folder_path_is_a_row_of_names() {
        assertThat(FolderNames.root("")).contains(List.of());
        assertThat(FolderNames.root("Finance/daily_2")).contains(List.of("Finance", "daily_2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "", "..", "Exports", "a--b", "-ab", "ab-", "a.b", "nul", "partner/x", "a_b"})
    void a_container_is_called_as_Azure_s_are(String name) {
        assertThat(FolderNames.isContainer(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "a.b", "../..", "nul", "COM1", "a b", "aaa\u0000"})
    void the_name_of_an_export_is_a_folder(String name) {
        assertThat(FolderNames.isExport(name)).isFalse();
        assertThat(FolderNames.isExport("Daily_costs-2")).isTrue();
        assertThat(FolderNames.isContainer("exports-2")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "../../etc", "a/b", "a:b", "con", "\u0000", "", "x y", "\u00e4"})
    void whatever_a_scope_is_called_its_folder_is_one(String name) {
        assertThat(FolderNames.made(name)).matches(SAFE).isNotEqualTo(FolderNames.made(name + "x"));
        assertThat(FolderNames.of(subscription(name, name), true))
                .allMatch(folder -> SAFE.matcher(folder).matches());
        assertThat(FolderNames.made("y".repeat(5_000))).hasSizeLessThan(100);
    }

    @Test
    void names_that_are_the_same_without_regard_to_case_have_one_folder_and_others_their_own() {
        assertThat(FolderNames.made("ABC")).isEqualTo(FolderNames.made("abc"));
        assertThat(FolderNames.made("a:b"))
                .isNotEqualTo(FolderNames.made("a_b"))
                .isNotEqualTo(FolderNames.made("a;b"));
    }

    @Test
    void each_customer_has_a_folder_and_the_partner_another_one() {
        assertThat(FolderNames.of(subscription("c1", "s"), false))
                .containsExactly("customers", "c1", "subscriptions", "s");
        assertThat(FolderNames.of(subscription("c2", "s"), false))
                .containsExactly("customers", "c2", "subscriptions", "s");
        assertThat(FolderNames.of(subscription("c1", "s"), true))
                .containsExactly("partner", "customers", "c1", "subscriptions", "s");
        Scope.Customer customer = new Scope.Customer("a", "c1");
        assertThat(FolderNames.of(new Place(1, ScopeKey.customer("a", "c1"), customer, "a", "c1", "EUR"), true))
                .containsExactly("partner", "billingAccounts", "a", "customers", "c1");
    }
}
