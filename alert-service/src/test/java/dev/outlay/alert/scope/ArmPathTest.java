package dev.outlay.alert.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArmPathTest {

    @Test
    void emptySegmentsVanishBecauseSdksSendTwoSlashes() {
        assertThat(ArmPath.ofUrl("//subscriptions//s1/").path().orElseThrow().segments())
                .isEqualTo(List.of("subscriptions", "s1"));
    }

    @Test
    void eachSegmentIsDecodedOnce() {
        assertThat(ArmPath.ofUrl("/a%3Ab/c%2520d/e+f/%C3%A9")
                        .path()
                        .orElseThrow()
                        .segments())
                .isEqualTo(List.of("a:b", "c%20d", "e+f", "é"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%2Fb",
                "/a%2fb",
                "/a%00b",
                "/a%0Ab",
                "/a%",
                "/a%4",
                "/a%zz",
                "/%ff",
                "/..",
                "/a/%2e%2e/b",
                "/a%5Cb"
            })
    void whatCannotBeMeantIsRefused(String path) {
        assertThat(ArmPath.ofUrl(path)).isInstanceOf(ArmPath.Malformed.class);
    }

    @Test
    void moreThanThirtyTwoSegmentsAreRefused() {
        assertThat(ArmPath.ofUrl("/a".repeat(32)).path()).isPresent();
        assertThat(ArmPath.ofUrl("/a".repeat(33)).path()).isEmpty();
        assertThat(ArmPath.ofUrl("/a".repeat(100_000)).path()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/subscriptions/S1, /subscriptions/S1, /subscriptions/s1",
        "subscriptions/s1/RESOURCEGROUPS/Rg, /subscriptions/s1/resourceGroups/Rg, /subscriptions/s1/resourcegroups/rg",
        "/providers/microsoft.billing/BillingAccounts/A:b, /providers/Microsoft.Billing/billingAccounts/A:b, /providers/microsoft.billing/billingaccounts/a:b",
        "/providers/Microsoft.Billing/billingAccounts/a/billingProfiles/P, /providers/Microsoft.Billing/billingAccounts/a/billingProfiles/P, /providers/microsoft.billing/billingaccounts/a/billingprofiles/p",
        "/providers/Microsoft.Billing/billingAccounts/a/customers/c, /providers/Microsoft.Billing/billingAccounts/a/customers/c, /providers/microsoft.billing/billingaccounts/a/customers/c"
    })
    void twoSpellingsOfAScopeHaveOneKey(String id, String written, String key) {
        Scope scope = Scope.ofId(id).orElseThrow();
        assertThat(scope.id()).isEqualTo(written);
        assertThat(scope.key()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/subscriptions",
                "/subscriptions/s/resourceGroups",
                "/subscriptions/s/providers/x/y/z",
                "/providers/Microsoft.Billing/billingAccounts",
                "/providers/Microsoft.Management/managementGroups/m"
            })
    void whatIsNoScopeIsNone(String id) {
        assertThat(Scope.ofId(id)).isEmpty();
    }

    @Test
    void aSegmentMayBeAsLongAsTheNamesInCharges() {
        assertThat(ArmPath.ofId("/subscriptions/" + "ü".repeat(1024)).path()).isPresent();
        assertThat(ArmPath.ofId("/subscriptions/" + "ü".repeat(1025)).path()).isEmpty();
    }
}
