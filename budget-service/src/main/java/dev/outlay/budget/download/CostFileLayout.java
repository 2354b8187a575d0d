package dev.outlay.budget.download;

import dev.outlay.budget.scope.PriceView;
import java.util.Arrays;
import java.util.List;

/** Which columns a file has: Azure's cost and usage details of partners in three versions, and of a partner's customer's subscription (azure-rest-contract.md section 5). */
public enum CostFileLayout {
    /** Of 2019-11-01: 66 columns. */
    PARTNER_2019(1),
    /** Of 2021-01-01: 67. */
    PARTNER_JANUARY_2021(2),
    /** Of 2021-10-01 and since: 70. */
    PARTNER(3),
    /** At subscription and resource group: 56, without invoices and partner earned credit. */
    SUBSCRIPTION(4);

    private final short code;
    private final List<CostFileColumn> columns;

    CostFileLayout(int code) {
        this.code = (short) code;
        this.columns = Arrays.stream(CostFileColumn.values())
                .filter(column -> code == 4 ? column.isForCustomers() : isThere(column, code))
                .toList();
    }

    private static boolean isThere(CostFileColumn column, int code) {
        return switch (code) {
            case 1 -> column != CostFileColumn.PRICING_MODEL && !isSinceOctober2021(column);
            case 2 -> !isSinceOctober2021(column);
            default -> true;
        };
    }

    private static boolean isSinceOctober2021(CostFileColumn column) {
        return switch (column) {
            case BENEFIT_ID, BENEFIT_NAME, PROVIDER -> true;
            default -> false;
        };
    }

    /** The layout of a download that is asked for in a version of the API, at a scope that sees charges so. */
    public static CostFileLayout of(PriceView prices, String version) {
        if (prices == PriceView.RETAIL) {
            return SUBSCRIPTION;
        }
        return version.compareTo("2021-01-01") < 0
                ? PARTNER_2019
                : version.compareTo("2021-10-01") < 0 ? PARTNER_JANUARY_2021 : PARTNER;
    }

    /** The newest layout at a scope that sees charges so. */
    static CostFileLayout newest(PriceView prices) {
        return prices == PriceView.RETAIL ? SUBSCRIPTION : PARTNER;
    }

    /** What the database keeps. */
    short code() {
        return code;
    }

    /** @throws IllegalArgumentException for a code that no layout has */
    static CostFileLayout of(int code) {
        for (CostFileLayout layout : values()) {
            if (layout.code == code) {
                return layout;
            }
        }
        throw new IllegalArgumentException("no layout has the code " + code);
    }

    /** In their order. */
    List<CostFileColumn> columns() {
        return columns;
    }

    /** The names of the columns, in their order. */
    public List<String> header() {
        return columns.stream()
                .map(column -> this == PARTNER_2019 ? column.labelIn2019() : column.label())
                .toList();
    }
}
