package dev.outlay.budget.details;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.outlay.budget.analysis.CostView;
import dev.outlay.budget.ledger.Column;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what descriptions hold, and leaves out what a view may not see. */
final class SeenColumns {

    /** What is known of a charge at its subscription and resource group: nothing of invoices, credit, resellers, nor how the partner is called. A column that is added to charges is not among them by itself. */
    private static final Set<String> OF_CUSTOMERS = Stream.of(
                    Column.X_CUSTOMER_NAME,
                    Column.SUB_ACCOUNT_NAME,
                    Column.X_RESOURCE_GROUP_NAME,
                    Column.RESOURCE_ID,
                    Column.REGION_ID,
                    Column.REGION_NAME,
                    Column.X_SERVICE_FAMILY,
                    Column.X_SKU_METER_ID,
                    Column.X_SKU_METER_NAME,
                    Column.X_SKU_METER_CATEGORY,
                    Column.X_SKU_METER_SUBCATEGORY,
                    Column.X_SKU_PRODUCT_NAME,
                    Column.X_PRODUCT_ORDER_ID,
                    Column.X_PRODUCT_ORDER_NAME,
                    Column.SKU_ID,
                    Column.CHARGE_FREQUENCY,
                    Column.X_PRICING_MODEL,
                    Column.PUBLISHER_NAME,
                    Column.X_PUBLISHER_TYPE,
                    Column.COMMITMENT_DISCOUNT_ID,
                    Column.COMMITMENT_DISCOUNT_NAME,
                    Column.X_PRICING_CURRENCY,
                    Column.PRICING_UNIT)
            .map(Column::columnName)
            .collect(Collectors.toUnmodifiableSet());

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<LinkedHashMap<String, String>> TEXTS = new TypeReference<>() {};

    private SeenColumns() {}

    /** @param kept a JSON object of texts */
    static Map<String, String> read(String kept, CostView view) {
        Map<String, String> columns = texts(kept);
        if (view.isRetail()) {
            columns.keySet().retainAll(OF_CUSTOMERS);
        }
        return columns;
    }

    /** @param kept a JSON object of texts */
    static Map<String, String> texts(String kept) {
        try {
            return JSON.readValue(kept, TEXTS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("what is kept is JSON", broken);
        }
    }
}
