package dev.outlay.budget.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArmPathTest {

    @Test
    void slashes_collapse_anywhere_and_the_leading_one_may_be_missing() {
        assertThat(segments("//subscriptions//s1///providers/x/"))
                .containsExactly("subscriptions", "s1", "providers", "x");
        assertThat(segments("subscriptions/s1")).containsExactly("subscriptions", "s1");
        assertThat(segments("/")).isEmpty();
        assertThat(segments("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "7c%3A99_2019-05-31,7c:99_2019-05-31",
        "a%20b,a b",
        "a+b,a+b",
        "%C3%84rger,Ärger",
        "Ärger,Ärger",
        "%41,A"
    })
    void a_segment_is_decoded_once(String raw, String decoded) {
        assertThat(segments("/x/" + raw)).containsExactly("x", decoded);
    }

    /** So Azure's SDKs for Java and JavaScript send the scopes of views, with a slash at their beginning or as their documentation has them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%2Fsubscriptions%2Fs1%2FresourceGroups%2Fa%3Ab/providers/x",
                "//%2fsubscriptions%2fs1%2fresourceGroups%2fa:b/providers/x",
                "/subscriptions%2Fs1%2FresourceGroups%2Fa%3Ab/providers/x",
                "subscriptions%2fs1%2fresourceGroups%2fa%3Ab/providers/x"
            })
    void a_scope_may_be_sent_as_one_segment(String path) {
        assertThat(segments(path)).containsExactly("subscriptions", "s1", "resourceGroups", "a:b", "providers", "x");
        for (String account : List.of(
                "/%2Fproviders%2FMicrosoft.Billing%2FbillingAccounts%2Fa",
                "/providers%2FMicrosoft.Billing%2FbillingAccounts%2Fa")) {
            assertThat(segments(account)).containsExactly("providers", "Microsoft.Billing", "billingAccounts", "a");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%2Fv1%2Faudit",
                "/%2F",
                "/subscriptions/%2Fsubscriptions%2Fs1",
                "/%2Fsubscriptions%2Fs1/a%2Fb",
                "/subscriptions%2Fs1/a%2Fb",
                "/subscriptions/s1/providers%2Fx",
                "/subscriptionsa%2Fb",
                "/%2Fsubscriptions%2F..%2Fs1"
            })
    void an_encoded_slash_is_none_anywhere_else(String path) {
        assertThat(ArmPath.of(path)).isInstanceOf(ArmPath.Refused.class);
    }

    @Test
    void what_is_encoded_twice_is_decoded_once() {
        assertThat(segments("/a%252Fb")).containsExactly("a%2Fb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%2Fb",
                "/a%2fb",
                "/a%5Cb",
                "/a\\b",
                "/a%00b",
                "/a%0Ab",
                "/a%7Fb",
                "/%",
                "/%4",
                "/%zz",
                "/%C3",
                "/%C3%28",
                "/%ED%A0%80",
                "/..",
                "/%2e%2e",
                "/a/./b",
                "/%E2%82"
            })
    void hostile_segments_are_refused(String path) {
        assertThat(ArmPath.of(path)).isInstanceOf(ArmPath.Refused.class);
    }

    @Test
    void length_and_depth_are_bounded() {
        assertThat(ArmPath.of("/a".repeat(32))).isInstanceOf(ArmPath.Segments.class);
        assertThat(ArmPath.of("/a".repeat(33))).isInstanceOf(ArmPath.Refused.class);
        assertThat(ArmPath.of("/" + "a".repeat(5000))).isInstanceOf(ArmPath.Refused.class);
        assertThat(ArmPath.of("/".repeat(4000))).isEqualTo(new ArmPath.Segments(List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "/providers/Microsoft.Billing/billingAccounts/a,BillingAccount,0",
        "/PROVIDERS/microsoft.billing/BILLINGACCOUNTS/a/BillingProfiles/p,BillingProfile,0",
        "/providers/Microsoft.Billing/billingAccounts/a/customers/c/providers/x/y,Customer,3",
        "/providers/Microsoft.Billing/billingAccounts/a/customers,BillingAccount,1",
        "/Subscriptions/s,Subscription,0",
        "/subscriptions/s/RESOURCEGROUPS/g/providers/x/y/z,ResourceGroup,4",
        "/subscriptions/s/resourceGroups,Subscription,1"
    })
    void the_longest_scope_is_taken_off_the_front(String path, String kind, int rest) {
        ScopedPath scoped = ScopedPath.of(segments(path)).orElseThrow();

        assertThat(scoped.scope().kind().label()).isEqualTo(kind);
        assertThat(scoped.rest()).hasSize(rest);
        assertThat(path).startsWith(scoped.armId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/providers/Microsoft.Management/managementGroups",
                "/providers/Microsoft.Billing/billingAccounts",
                "/subscriptions",
                "/",
                "/x/subscriptions/s"
            })
    void what_is_no_scope_is_none(String path) {
        assertThat(ScopedPath.of(segments(path))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subscriptions/s/resourceGroups/g/providers/microsoft.insights/actionGroups/n",
                "/providers/Microsoft.Billing/billingAccounts/a/providers/Microsoft.Insights/ACTIONGROUPS/n"
            })
    void an_action_group_lives_in_a_resource_group_or_under_a_billing_account(String id) {
        assertThat(ActionGroupId.of(id)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n",
                "subscriptions/s/resourceGroups/g/providers/microsoft.insights/actionGroups/n",
                "/subscriptions/s/providers/microsoft.insights/actionGroups/n",
                "/subscriptions/s/resourceGroups/g/providers/microsoft.insights/actionGroups",
                "/subscriptions/s/resourceGroups/g/providers/microsoft.insights/actionGroups/n/more",
                "/subscriptions/s/resourceGroups/g/providers/microsoft.compute/virtualMachines/n"
            })
    void anything_else_is_no_action_group(String id) {
        assertThat(ActionGroupId.of(id)).isEmpty();
    }

    private static List<String> segments(String path) {
        return ((ArmPath.Segments) ArmPath.of(path)).segments();
    }
}
