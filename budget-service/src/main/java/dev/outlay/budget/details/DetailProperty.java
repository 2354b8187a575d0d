package dev.outlay.budget.details;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What usage details can be filtered by beside their day (azure-rest-contract.md section 4, {@code $filter}). */
public enum DetailProperty {
    RESOURCE_GROUP("resourceGroup", "x_ResourceGroupName"),
    INSTANCE_NAME("instanceName", "ResourceId"),
    RESOURCE_ID("resourceId", "ResourceId"),
    /** In Azure's words: Usage, Purchase, Refund, UnusedReservation, UnusedSavingsPlan, Adjustment. */
    CHARGE_TYPE("chargeType", null),
    RESERVATION_ID("reservationId", "CommitmentDiscountId"),
    PUBLISHER_TYPE("publisherType", "x_PublisherType"),
    /** A name, a colon and a value. */
    TAGS("tags", null),
    /** As the source of the charge says it, else the name of the closed invoice on which it is, else that it is on none; asked for by reports alone, at billing scopes. */
    INVOICE_ID("invoiceId", null);

    private final String label;
    private final @Nullable String column;

    DetailProperty(String label, @Nullable String column) {
        this.label = label;
        this.column = column;
    }

    /** Azure's name. */
    public String label() {
        return label;
    }

    /** The FOCUS column that holds its value; null where none alone does. */
    @Nullable
    String column() {
        return column;
    }

    /** Those that a filter may name. */
    public static List<DetailProperty> filtered() {
        return Arrays.stream(values())
                .filter(property -> property != INVOICE_ID)
                .toList();
    }

    /** Finds one that a filter may name, in any casing. */
    public static Optional<DetailProperty> named(String label) {
        return filtered().stream()
                .filter(property -> property.label.equalsIgnoreCase(label))
                .findFirst();
    }
}
