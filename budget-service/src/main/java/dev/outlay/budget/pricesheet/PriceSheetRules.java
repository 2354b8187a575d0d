package dev.outlay.budget.pricesheet;

import static dev.outlay.budget.pricesheet.PriceSheetColumn.BILLING_ACCOUNT_ID;
import static dev.outlay.budget.pricesheet.PriceSheetColumn.BILLING_ACCOUNT_NAME;
import static dev.outlay.budget.pricesheet.PriceSheetColumn.BILLING_CURRENCY;
import static dev.outlay.budget.pricesheet.PriceSheetColumn.BILLING_PROFILE_ID;
import static dev.outlay.budget.pricesheet.PriceSheetColumn.BILLING_PROFILE_NAME;
import static dev.outlay.budget.pricesheet.PriceSheetColumn.EFFECTIVE_END_DATE;
import static dev.outlay.budget.pricesheet.PriceSheetColumn.EFFECTIVE_START_DATE;
import static dev.outlay.budget.pricesheet.PriceSheetColumn.METER_ID;
import static dev.outlay.budget.pricesheet.PriceSheetColumn.PRICE_TYPE;
import static dev.outlay.budget.pricesheet.PriceSheetColumn.PRODUCT;
import static dev.outlay.budget.pricesheet.PriceSheetColumn.PRODUCT_ID;

import dev.outlay.budget.scope.Scope;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the lines of one sheet have to agree in: it is of one profile, one currency that is billed, and one billing period. */
final class PriceSheetRules {

    private final Scope.BillingProfile profile;
    private final Instant begins;
    private final Instant ends;
    private final PriceSheetProblems problems;
    private @Nullable String billedIn;
    private @Nullable String accountName;
    private @Nullable String profileName;

    /**
     * @param period a calendar month, UTC
     * @param billedIn the profile's currency; null where nothing has fixed it
     */
    PriceSheetRules(
            Scope.BillingProfile profile, YearMonth period, @Nullable String billedIn, PriceSheetProblems problems) {
        this.profile = profile;
        this.begins = period.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        this.ends = period.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        this.billedIn = billedIn;
        this.problems = problems;
    }

    void check(long line, PriceRow row) {
        same(line, row, BILLING_ACCOUNT_ID, profile.account(), "The price sheet is imported at another account: ");
        same(line, row, BILLING_PROFILE_ID, profile.profile(), "The price sheet is imported at another profile: ");
        billedIn = agreed(line, row, BILLING_CURRENCY, billedIn);
        accountName = agreed(line, row, BILLING_ACCOUNT_NAME, accountName);
        profileName = agreed(line, row, BILLING_PROFILE_NAME, profileName);
        requireInPeriod(line, row);
        if ("Consumption".equals(row.text(PRICE_TYPE)) && row.text(METER_ID) == null) {
            problems.add(line, METER_ID, "MissingValue", "The price of what is consumed has to name the meter.");
        }
        if (row.text(PRODUCT) == null && row.text(PRODUCT_ID) == null) {
            problems.add(line, PRODUCT_ID, "MissingValue", "Every price has to say Product or productId.");
        }
    }

    /** Empty is the one at which it is imported. */
    private void same(long line, PriceRow row, PriceSheetColumn column, String name, String otherwise) {
        String said = row.text(column);
        if (said != null && !said.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
            problems.add(line, column, "OtherProfile", otherwise + name + ".");
        }
    }

    /** What all lines say, if it is what this one says. */
    private @Nullable String agreed(long line, PriceRow row, PriceSheetColumn column, @Nullable String known) {
        String said = row.text(column);
        if (said != null && known != null && !said.equals(known)) {
            problems.add(line, column, "Inconsistent", "The profile, or a line before, says " + known + ".");
        }
        return known == null ? said : known;
    }

    private void requireInPeriod(long line, PriceRow row) {
        Instant start = row.time(EFFECTIVE_START_DATE);
        Instant end = row.time(EFFECTIVE_END_DATE);
        if (start != null && end != null && end.isBefore(start)) {
            problems.add(line, EFFECTIVE_END_DATE, "InvalidDate", "It is before effectiveStartDate.");
        } else if (start != null && !start.isBefore(ends)) {
            problems.add(line, EFFECTIVE_START_DATE, "OtherPeriod", "The price holds only after the billing period.");
        } else if (end != null && end.isBefore(begins)) {
            problems.add(
                    line, EFFECTIVE_END_DATE, "OtherPeriod", "The price holds no more when the billing period begins.");
        }
    }

    /** In which the profile is billed; empty while no line has said it. */
    String billedIn() {
        return billedIn == null ? "" : billedIn;
    }

    @Nullable
    String accountName() {
        return accountName;
    }

    @Nullable
    String profileName() {
        return profileName;
    }
}
