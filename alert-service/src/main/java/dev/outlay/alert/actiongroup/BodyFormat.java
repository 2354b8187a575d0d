package dev.outlay.alert.actiongroup;

import java.util.Optional;

/**
 * The form in which a webhook is told of an alert. Source of Azure's forms: azure-rest-contract.md section 10.
 */
public enum BodyFormat {
    /** Outlay's own: a CloudEvent in structured mode. The default. */
    CLOUD_EVENTS("CloudEvents"),
    /** Azure's common alert schema, {@code azureMonitorCommonAlertSchema}; what {@code useCommonAlertSchema} asks for. */
    COMMON_ALERT("AzureCommonAlert"),
    /** Azure's {@code AIP Budget Notification} with 17 fields, the threshold as an amount. */
    BUDGET_NOTIFICATION("AzureBudgetNotification"),
    /** The same as it was in 2018: 11 fields, the threshold as a fraction. */
    BUDGET_NOTIFICATION_2018("AzureBudgetNotification2018");

    private final String word;

    BodyFormat(String word) {
        this.word = word;
    }

    /** The word in the property {@code bodyFormat} of a receiver. */
    public String word() {
        return word;
    }

    /** Whether one message may speak of several alerts. Azure's forms have room for one. */
    public boolean takesDigests() {
        return this == CLOUD_EVENTS;
    }

    /** The format with this word, whatever its casing; empty where there is none. */
    public static Optional<BodyFormat> ofWord(String word) {
        for (BodyFormat format : values()) {
            if (format.word.equalsIgnoreCase(word)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
