package dev.outlay.budget.arm;

/** Bodies of views. */
final class ViewBodies {

    private ViewBodies() {}

    /**
     * A view of this month by a dimension.
     *
     * @param more members beside the properties, beginning with a comma; empty for none
     */
    static String view(String title, String more, String dimension) {
        return "{\"properties\":{\"displayName\":\"" + title
                + "\",\"query\":{\"type\":\"ActualCost\",\"timeframe\":\"MonthToDate\",\"dataSet\":{\"granularity\":\"Daily\","
                + "\"aggregation\":{\"totalCost\":{\"name\":\"Cost\",\"function\":\"Sum\"}},\"grouping\":[{\"type\":\"Dimension\",\"name\":\""
                + dimension
                + "\"}]}},\"chart\":\"Area\",\"accumulated\":\"true\",\"metric\":\"ActualCost\",\"kpis\":[{\"type\":\"Budget\",\"id\":null,\"enabled\":true}],\"pivots\":[]}"
                + more + "}";
    }
}
