package dev.outlay.budget.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * What somebody wants to know of days to come.
 *
 * @param question of the days; its sorting does not matter
 * @param withActual whether days that are complete are answered with what they cost
 * @param withFresh whether days that are not complete, today among them, are taken for complete: then they are not forecast
 * @param withInterval whether the interval of each forecast is answered too: Outlay's own
 */
public record ForecastQuestion(CostQuestion question, boolean withActual, boolean withFresh, boolean withInterval) {

    /** Which of the answer is a forecast. */
    static final String STATUS = "CostStatus";

    private static final List<String> INTERVAL = List.of("Lower80", "Upper80", "Lower95", "Upper95");

    /** The columns of its answer: measures, time, groupings, status, currency; and the interval of the first measure. */
    public List<QueryColumn> columns() {
        List<QueryColumn> columns = new ArrayList<>(question.columns());
        columns.add(columns.size() - 1, new QueryColumn(STATUS, QueryColumn.Type.STRING));
        if (withInterval) {
            INTERVAL.forEach(name -> columns.add(new QueryColumn(name, QueryColumn.Type.NUMBER)));
        }
        return columns;
    }
}
