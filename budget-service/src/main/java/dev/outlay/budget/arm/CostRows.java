package dev.outlay.budget.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outlay.budget.analysis.CostPage;
import dev.outlay.budget.analysis.CostQuestion;
import dev.outlay.budget.analysis.CostRow;
import dev.outlay.budget.analysis.Granularity;
import dev.outlay.budget.analysis.Grouping;
import dev.outlay.budget.analysis.Subject;
import java.time.LocalDate;
import java.util.Objects;

/**
 * Columns and rows of a query's answer as Azure writes them: amounts as exact JSON numbers, days as numbers (20261126), months as their first moment without an offset (2026-11-01T00:00:00).
 */
final class CostRows {

    private CostRows() {}

    static void write(ObjectNode properties, CostPage page) {
        ArrayNode columns = properties.putArray("columns");
        page.question().columns().forEach(column -> columns.addObject()
                .put("name", column.name())
                .put("type", column.type().label()));
        ArrayNode rows = properties.putArray("rows");
        page.rows().forEach(row -> write(rows.addArray(), page.question(), row));
    }

    private static void write(ArrayNode cells, CostQuestion question, CostRow row) {
        writeAmountsTimeAndGroups(cells, question, row);
        cells.add(row.currency());
    }

    /** All but the currency. */
    static void writeAmountsTimeAndGroups(ArrayNode cells, CostQuestion question, CostRow row) {
        row.amounts().forEach(cells::add);
        if (question.granularity() != Granularity.NONE) {
            time(cells, question.granularity(), Objects.requireNonNull(row.time()));
        }
        for (int i = 0; i < question.groupings().size(); i++) {
            Grouping grouping = question.groupings().get(i);
            if (grouping.keyed() && grouping.subject() instanceof Subject.OfTag tag) {
                cells.add(tag.name());
            }
            cells.add(row.groups().get(i));
        }
    }

    private static void time(ArrayNode cells, Granularity granularity, LocalDate time) {
        if (granularity == Granularity.DAILY) {
            cells.add(time.getYear() * 10_000 + time.getMonthValue() * 100 + time.getDayOfMonth());
        } else {
            cells.add(time + "T00:00:00");
        }
    }
}
