package dev.outlay.budget.pricesheet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a price sheet of the Microsoft Customer Agreement, version 2023-05-01, in Azure's order and under Azure's names (azure-rest-contract.md section 5, functional-spec.md 2.7).
 */
public enum PriceSheetColumn {
    BASE_PRICE("basePrice", "base_price", Kind.DECIMAL),
    BILLING_ACCOUNT_ID("billingAccountId", null, Kind.TEXT),
    BILLING_ACCOUNT_NAME("billingAccountName", null, Kind.TEXT),
    BILLING_CURRENCY("billingCurrency", null, Kind.CURRENCY),
    BILLING_PROFILE_ID("billingProfileId", null, Kind.TEXT),
    BILLING_PROFILE_NAME("billingProfileName", null, Kind.TEXT),
    CURRENCY("currency", "currency", Kind.CURRENCY),
    DISCOUNT("discount", "discount", Kind.DECIMAL),
    EFFECTIVE_END_DATE("effectiveEndDate", "effective_end", Kind.TIME),
    EFFECTIVE_START_DATE("effectiveStartDate", "effective_start", Kind.TIME),
    INCLUDED_QUANTITY("includedQuantity", "included_quantity", Kind.DECIMAL),
    MARKET_PRICE("marketPrice", "market_price", Kind.DECIMAL),
    METER_ID("meterId", "meter_id", Kind.TEXT),
    METER_CATEGORY("meterCategory", "meter_category", Kind.TEXT),
    METER_NAME("meterName", "meter_name", Kind.TEXT),
    METER_SUB_CATEGORY("meterSubCategory", "meter_sub_category", Kind.TEXT),
    METER_TYPE("meterType", "meter_type", Kind.TEXT),
    METER_REGION("meterRegion", "meter_region", Kind.TEXT),
    PRICE_TYPE("priceType", "price_type", Kind.PRICE_TYPE),
    PRODUCT("Product", "product", Kind.TEXT),
    PRODUCT_ID("productId", "product_id", Kind.TEXT),
    SERVICE_FAMILY("serviceFamily", "service_family", Kind.TEXT),
    SKU_ID("SkuID", "sku_id", Kind.TEXT),
    TERM("Term", "term", Kind.TERM),
    TIER_MINIMUM_UNITS("tierMinimumUnits", "tier_minimum_units", Kind.DECIMAL),
    UNIT_OF_MEASURE("unitOfMeasure", "unit_of_measure", Kind.TEXT),
    UNIT_PRICE("unitPrice", "unit_price", Kind.DECIMAL);

    /** What a cell of it can hold. */
    enum Kind {
        TEXT("text"),
        /** 0 or more. */
        DECIMAL("numeric"),
        /** ISO 4217. */
        CURRENCY("text"),
        TIME("timestamptz"),
        /** Consumption, SavingsPlan or ReservedInstance. */
        PRICE_TYPE("text"),
        /** How long a commitment is for, such as P1Y. */
        TERM("text");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        /** What the database keeps it as. */
        String type() {
            return type;
        }
    }

    private static final List<PriceSheetColumn> OF_A_PRICE =
            Arrays.stream(values()).filter(column -> column.kept != null).toList();

    private final String label;
    private final @Nullable String kept;
    private final Kind kind;

    PriceSheetColumn(String label, @Nullable String kept, Kind kind) {
        this.label = label;
        this.kept = kept;
        this.kind = kind;
    }

    /** Azure's name. */
    public String label() {
        return label;
    }

    Kind kind() {
        return kind;
    }

    /** The name of the column of the table {@code price}; of those alone that {@link #ofAPrice()} lists. */
    String kept() {
        return String.valueOf(kept);
    }

    /** Those in which the lines of a sheet differ, in their order; what is in the others is the whole sheet's. */
    static List<PriceSheetColumn> ofAPrice() {
        return OF_A_PRICE;
    }

    /** Whether every line has to say it. */
    boolean isRequired() {
        return switch (this) {
            case BILLING_CURRENCY, CURRENCY, EFFECTIVE_START_DATE, PRICE_TYPE, UNIT_OF_MEASURE, UNIT_PRICE -> true;
            default -> false;
        };
    }

    /** Whether a file may lack it: newer ones leave out what they keep empty (functional-spec.md 2.7). */
    boolean isOptional() {
        return this == DISCOUNT || this == INCLUDED_QUANTITY;
    }

    /** Whether two lines of one sheet that are alike in it and in all such columns say two prices of one thing. */
    boolean identifies() {
        return kept != null
                && switch (this) {
                    case BASE_PRICE, DISCOUNT, INCLUDED_QUANTITY, MARKET_PRICE, UNIT_PRICE -> false;
                    default -> true;
                };
    }

    /** The column of a name, in any casing. */
    static Optional<PriceSheetColumn> named(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(column -> column.label.toLowerCase(Locale.ROOT).equals(lower))
                .findFirst();
    }
}
