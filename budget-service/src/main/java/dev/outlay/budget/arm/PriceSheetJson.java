package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.pricesheet.Price;
import dev.outlay.budget.pricesheet.PriceSheet;
import dev.outlay.budget.pricesheet.PriceSheetColumn;

/**
 * A price sheet and its prices as JSON. The members are those of Azure's {@code PriceSheetProperties}; what it has no member for (terms, tiers, list prices, times) has the name of its column, as in Azure's own newer sheets.
 */
final class PriceSheetJson {

    private PriceSheetJson() {}

    /** The sheet without its prices. */
    static ObjectNode sheet(String id, PriceSheet sheet) {
        ObjectNode body = ArmJson.resource(id, "default", "Microsoft.Consumption/pricesheets");
        body.putObject("properties")
                .put("priceCount", sheet.prices())
                .put("billingCurrency", sheet.currency())
                .put("importedAt", sheet.importedAt().toString())
                .put("contentHash", "sha256:" + sheet.content());
        return body;
    }

    /** @param period the ARM id of its billing period */
    static ObjectNode price(Price price, String period, boolean withMeter) {
        ObjectNode body = ArmJson.node().put("billingPeriodId", period);
        text(body, "meterId", price, PriceSheetColumn.METER_ID);
        text(body, "unitOfMeasure", price, PriceSheetColumn.UNIT_OF_MEASURE);
        number(body, "includedQuantity", price, PriceSheetColumn.INCLUDED_QUANTITY);
        text(body, "partNumber", price, PriceSheetColumn.SKU_ID);
        number(body, "unitPrice", price, PriceSheetColumn.UNIT_PRICE);
        text(body, "currencyCode", price, PriceSheetColumn.CURRENCY);
        number(body, "basePrice", price, PriceSheetColumn.BASE_PRICE);
        number(body, "marketPrice", price, PriceSheetColumn.MARKET_PRICE);
        number(body, "discount", price, PriceSheetColumn.DISCOUNT);
        number(body, "tierMinimumUnits", price, PriceSheetColumn.TIER_MINIMUM_UNITS);
        text(body, "priceType", price, PriceSheetColumn.PRICE_TYPE);
        text(body, "term", price, PriceSheetColumn.TERM);
        text(body, "product", price, PriceSheetColumn.PRODUCT);
        text(body, "productId", price, PriceSheetColumn.PRODUCT_ID);
        text(body, "skuId", price, PriceSheetColumn.SKU_ID);
        text(body, "serviceFamily", price, PriceSheetColumn.SERVICE_FAMILY);
        text(body, "effectiveStartDate", price, PriceSheetColumn.EFFECTIVE_START_DATE);
        text(body, "effectiveEndDate", price, PriceSheetColumn.EFFECTIVE_END_DATE);
        if (withMeter) {
            meter(body.putObject("meterDetails"), price);
        }
        return body;
    }

    private static void meter(ObjectNode body, Price price) {
        text(body, "meterName", price, PriceSheetColumn.METER_NAME);
        text(body, "meterCategory", price, PriceSheetColumn.METER_CATEGORY);
        text(body, "meterSubCategory", price, PriceSheetColumn.METER_SUB_CATEGORY);
        text(body, "meterType", price, PriceSheetColumn.METER_TYPE);
        text(body, "unit", price, PriceSheetColumn.UNIT_OF_MEASURE);
        text(body, "meterLocation", price, PriceSheetColumn.METER_REGION);
        number(body, "totalIncludedQuantity", price, PriceSheetColumn.INCLUDED_QUANTITY);
        number(body, "pretaxStandardRate", price, PriceSheetColumn.MARKET_PRICE);
    }

    private static void text(ObjectNode body, String member, Price price, PriceSheetColumn column) {
        String text = price.text(column);
        if (text != null) {
            body.put(member, text);
        }
    }

    private static void number(ObjectNode body, String member, Price price, PriceSheetColumn column) {
        if (price.text(column) != null) {
            body.put(member, price.number(column));
        }
    }
}
