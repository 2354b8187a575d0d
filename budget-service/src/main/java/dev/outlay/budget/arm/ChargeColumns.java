package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.ledger.Column;

/** What a charge says beside its amounts, as ARM's names ask for it. */
final class ChargeColumns {

    private final JsonNode columns;

    /** @param kept a JSON object of FOCUS columns */
    ChargeColumns(String kept) {
        this.columns = ArmJson.kept(kept);
    }

    boolean has(Column column) {
        return columns.path(column.columnName()).isTextual();
    }

    /** The value of a column; empty where the charge does not say it. */
    String text(Column column) {
        return columns.path(column.columnName()).asText("");
    }

    /** Puts the first of some columns that the charge says; nothing where it says none of them. */
    void put(ObjectNode properties, String name, Column... columnsInTurn) {
        for (Column column : columnsInTurn) {
            if (has(column)) {
                properties.put(name, text(column));
                return;
            }
        }
    }
}
