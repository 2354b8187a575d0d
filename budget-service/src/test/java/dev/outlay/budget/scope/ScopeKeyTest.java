package dev.outlay.budget.scope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class ScopeKeyTest {

    private static final String LONG = "x".repeat(1_024);

    @Test
    void partsStandInLowerCaseOneBelowTheOther() {
        assertThat(ScopeKey.subscription("Account", null, "S-1").text()).isEqualTo("s\naccount\n\ns-1");
    }

    @Test
    void namesOfAnyLengthMakeAKeyThatAnIndexTakes() {
        assertThat(ScopeKey.resourceGroup(LONG, LONG, LONG, LONG).text().getBytes(UTF_8))
                .hasSizeLessThan(2_700);
        assertThat(ScopeKey.billingAccount("\uffff".repeat(341)).text()).hasSize(343);
        assertThat(ScopeKey.billingProfile("\uffff".repeat(341), "\uffff".repeat(341))
                        .text()
                        .getBytes(UTF_8))
                .hasSizeLessThan(2_700);
    }

    @Test
    void longNamesThatDifferAnywhereMakeOtherKeysAndCaseStillDoesNotCount() {
        ScopeKey key = ScopeKey.resourceGroup(LONG, LONG, LONG, LONG);

        assertThat(ScopeKey.resourceGroup(LONG, LONG, LONG, LONG.toUpperCase(Locale.ROOT)))
                .isEqualTo(key);
        assertThat(ScopeKey.resourceGroup(LONG, LONG, LONG, LONG.substring(1) + "y"))
                .isNotEqualTo(key);
        assertThat(ScopeKey.resourceGroup(LONG, LONG, LONG + "x", LONG.substring(1)))
                .isNotEqualTo(key);
    }
}
