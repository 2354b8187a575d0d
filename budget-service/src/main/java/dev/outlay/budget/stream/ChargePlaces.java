package dev.outlay.budget.stream;

import dev.outlay.budget.ledger.Column;
import dev.outlay.budget.ledger.ColumnValues;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which scopes a charge names. FOCUS's BillingAccountId is whoever is invoiced, which under Microsoft's Customer Agreement is the billing profile; where the x_ columns
 * are absent it stands for both (DESIGN.md section 2). Of ids that are paths the last segment is the name.
 */
record ChargePlaces(
        String profile,
        @Nullable String customer,
        @Nullable String subscription,
        @Nullable String resourceGroup) {

    /** The billing account's name; null when the charge names none. */
    static @Nullable String account(ColumnValues.Builder columns) {
        String account = columns.get(Column.X_BILLING_ACCOUNT_ID);
        return lastSegment(account != null ? account : columns.get(Column.BILLING_ACCOUNT_ID));
    }

    /** Finds the scopes and writes their names into the columns in one form, so that filters find them however they were sent. */
    static ChargePlaces normalise(ColumnValues.Builder columns, String account) {
        String given = columns.get(Column.X_BILLING_PROFILE_ID);
        String invoiced = columns.get(Column.BILLING_ACCOUNT_ID);
        String profile = lastSegment(given != null ? given : invoiced != null ? invoiced : account);
        String subscription = lastSegment(columns.get(Column.SUB_ACCOUNT_ID));
        String resourceGroup = columns.get(Column.X_RESOURCE_GROUP_NAME);
        if (resourceGroup == null) {
            resourceGroup = resourceGroupOf(columns.get(Column.RESOURCE_ID));
        }
        String customer = lastSegment(columns.get(Column.X_CUSTOMER_ID));
        String profileName = profile == null ? account : profile;
        columns.set(Column.X_BILLING_ACCOUNT_ID, account)
                .set(Column.X_BILLING_PROFILE_ID, profileName)
                .set(Column.X_CUSTOMER_ID, customer)
                .set(Column.SUB_ACCOUNT_ID, subscription)
                .set(Column.X_RESOURCE_GROUP_NAME, resourceGroup);
        return new ChargePlaces(profileName, customer, subscription, resourceGroup);
    }

    private static @Nullable String lastSegment(@Nullable String id) {
        if (id == null) {
            return null;
        }
        int end = id.length();
        while (end > 0 && id.charAt(end - 1) == '/') {
            end--;
        }
        String segment = id.substring(id.lastIndexOf('/', end - 1) + 1, end);
        return segment.isEmpty() ? null : segment;
    }

    private static @Nullable String resourceGroupOf(@Nullable String resourceId) {
        if (resourceId == null) {
            return null;
        }
        String marker = "/resourcegroups/";
        int at = resourceId.toLowerCase(Locale.ROOT).indexOf(marker);
        if (at < 0) {
            return null;
        }
        int from = at + marker.length();
        int to = resourceId.indexOf('/', from);
        String name = to < 0 ? resourceId.substring(from) : resourceId.substring(from, to);
        return name.isEmpty() ? null : name;
    }
}
