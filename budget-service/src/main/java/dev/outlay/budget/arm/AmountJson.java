package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An amount with its currency, as the billing resources write it: {@code {"currency","value"}}. */
final class AmountJson {

    private AmountJson() {}

    /** Nothing is put where the value, or its currency, is not known. */
    static void put(ObjectNode properties, String name, @Nullable BigDecimal value, @Nullable String currency) {
        if (value != null && currency != null) {
            properties.putObject(name).put("currency", currency).put("value", value);
        }
    }
}
