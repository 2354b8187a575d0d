package dev.outlay.alert.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outlay.alert.scope.ArmPath;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTest {

    private static Optional<Operation> of(String path) {
        return ArmPath.ofUrl(path).path().flatMap(read -> Operation.of(read.segments()));
    }

    @ParameterizedTest
    @CsvSource({
        "/subscriptions/s/providers/Microsoft.CostManagement/alerts, Alerts",
        "//subscriptions/s/resourcegroups/g/providers/microsoft.costmanagement/ALERTS/1, OneAlert",
        "/providers/Microsoft.Billing/billingAccounts/a/customers/c/providers/Microsoft.CostManagement/alerts, Alerts",
        "/providers/Microsoft.Billing/billingAccounts/a/providers/Microsoft.Insights/actionGroups, Groups",
        "/providers/Microsoft.Billing/billingAccounts/a/providers/Microsoft.Insights/actionGroups/g, OneGroup",
        "/subscriptions/s/resourceGroups/r/providers/microsoft.insights/actiongroups/g, OneGroup",
        "/subscriptions/s/providers/Microsoft.Insights/actionGroups, Groups",
        "/subscriptions/s/providers/microsoft.insights/createnotifications, TestReceivers",
        "/subscriptions/s/resourceGroups/r/providers/Microsoft.Insights/createNotifications, TestReceivers",
        "/subscriptions/s/resourceGroups/r/providers/Microsoft.Insights/actionGroups/g/createNotifications, TestReceivers",
        "/subscriptions/s/resourceGroups/r/providers/Microsoft.Insights/actionGroups/g/notificationStatus/1, OneTest",
        "/providers/Microsoft.Billing/billingAccounts/a/providers/Microsoft.Insights/notificationStatus/1, OneTest",
        "/v1/deliveries, Deliveries",
        "/v1/deliveries/1, OneDelivery",
        "/v1/deliveries/1/replay, Replay",
        "/v1/deliveries/replay, ReplayAll",
        "/v1/suppressions, Suppressions",
        "/v1/suppressions/1, OneSuppression",
        "/v1/recipients, Recipients",
        "/v1/recipients/a@b.example, OneRecipient",
        "/v1/silences, AllSilences",
        "/v1/silences/subscriptions/s, Silences",
        "/v1/silences/subscriptions/s/resourceGroups/r/preview, Preview",
        "/v1/silences/providers/Microsoft.Billing/billingAccounts/a/customers/c/1, OneSilence",
        "/v1/silences/providers/Microsoft.Billing/billingAccounts/a/billingProfiles/p/1/end, End",
        "/v1/unsubscribe/AbC, Unsubscribe",
        "/v1/acknowledge/AbC, Acknowledge",
        "/v1/agree/AbC, Agree",
        "/v1/webhooks, Webhooks",
        "/v1/webhooks/subscriptions/s/resourceGroups/r/providers/Microsoft.Insights/actionGroups/g, WebhooksOfGroup",
        "/v1/webhooks/providers/Microsoft.Billing/billingAccounts/a/providers/Microsoft.Insights/actionGroups/g/enable, EnableWebhook",
        "/v1/webhooks/subscriptions/s/resourceGroups/r/providers/Microsoft.Insights/actionGroups/g/recover, RecoverWebhook",
        "/v1/webhooks/subscriptions/s/resourceGroups/r/providers/Microsoft.Insights/actionGroups/g/rotate, RotateWebhook",
        "/v1/webhooks/subscriptions/s/resourceGroups/r/providers/Microsoft.Insights/actionGroups/g/verify, VerifyWebhook",
        "/v1/webhooks/subscriptions/s/resourceGroups/r/providers/Microsoft.Insights/actionGroups/g/recoveries/1, RecoveryOfWebhook",
        "/v1/webhooks/subscriptions/s/resourceGroups/r/providers/Microsoft.Insights/actionGroups/g/conformance, TryConformance",
        "/v1/webhooks/providers/Microsoft.Billing/billingAccounts/a/providers/Microsoft.Insights/actionGroups/g/conformance/1, OneConformance"
    })
    void aPathNamesOneOperation(String path, String operation) {
        assertThat(of(path).orElseThrow().getClass().getSimpleName()).isEqualTo(operation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/deliveries/1/replay/2",
                "/v1/suppressions/1/2",
                "/v1/recipients/a@b.example/2",
                "/v1/silences/1",
                "/v1/silences/subscriptions/s/1/2",
                "/v1/silences/subscriptions/s/1/end/2",
                "/v1/agree",
                "/v1/agree/1/2",
                "/v1/acknowledge",
                "/v1/acknowledge/1/2",
                "/v1/unsubscribe",
                "/v1/unsubscribe/1/2",
                "/subscriptions/s",
                "/subscriptions/s/providers/Microsoft.CostManagement/alerts/1/2",
                "/subscriptions/s/providers/Microsoft.Insights/actionGroups/g",
                "/providers/Microsoft.Billing/billingAccounts/a/customers/c/providers/Microsoft.Insights/actionGroups/g",
                "/subscriptions/s/x/Microsoft.CostManagement/alerts",
                "/subscriptions/s/providers/Microsoft.Insights/notificationStatus",
                "/subscriptions/s/providers/Microsoft.Insights/actionGroups/g/createNotifications",
                "/providers/Microsoft.Billing/billingAccounts/a/customers/c/providers/Microsoft.Insights/createNotifications",
                "/subscriptions/s/resourceGroups/r/providers/Microsoft.Insights/actionGroups/g/createNotifications/1",
                "/v1/webhooks/subscriptions/s",
                "/v1/webhooks/subscriptions/s/providers/Microsoft.Insights/actionGroups/g",
                "/v1/webhooks/subscriptions/s/resourceGroups/r/providers/Microsoft.Insights/actionGroups",
                "/v1/webhooks/subscriptions/s/resourceGroups/r/providers/Microsoft.Insights/actionGroups/g/enable/x",
                "/v1/webhooks/subscriptions/s/resourceGroups/r/providers/Microsoft.Insights/actionGroups/g/recoveries",
                "/v1/webhooks/subscriptions/s/resourceGroups/r/providers/Microsoft.Insights/actionGroups/g/conformance/1/2"
            })
    void anythingElseNamesNone(String path) {
        assertThat(of(path)).isEmpty();
    }

    @Test
    void aThresholdIsAFractionInPlainDigits() {
        assertThat(AlertJson.fraction(new BigDecimal("80")).toString()).isEqualTo("0.8");
        assertThat(AlertJson.fraction(new BigDecimal("50.25")).toString()).isEqualTo("0.5025");
        assertThat(AlertJson.fraction(new BigDecimal("1000.00")).toString()).isEqualTo("10");
    }

    @Test
    void aPageTokenIsReadBackAndAnythingElseIsNot() {
        PageToken token = new PageToken(5, UUID.randomUUID());
        assertThat(PageToken.read(token.write())).contains(token);
        assertThat(PageToken.read("x")).isEmpty();
        assertThat(PageToken.read("%%%")).isEmpty();
        for (long never : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(PageToken.read(new PageToken(never, UUID.randomUUID()).write()))
                    .isEmpty();
        }
    }
}
