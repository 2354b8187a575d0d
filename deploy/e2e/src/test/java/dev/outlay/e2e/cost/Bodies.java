package dev.outlay.e2e.cost;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Bodies of what is PUT. */
public final class Bodies {
    private Bodies() {}

    /**
     * A monthly budget from this month on, told when the spend reaches each of some percentages.
     *
     * @param amount in the currency of the scope
     * @param operator {@code GreaterThan}, {@code GreaterThanOrEqualTo} or {@code EqualTo}
     * @param email who is told
     * @param group ARM id of the action group that is told as well; empty for none
     */
    public static String monthly(String amount, String operator, String email, String group, int... percentages) {
        String groups = group.isEmpty() ? "[]" : "[\"" + group + "\"]";
        String notifications = Arrays.stream(percentages)
                .mapToObj(percentage -> """
                        "Actual_%s_%d_Percent":{"enabled":true,"operator":"%s","threshold":%d,"thresholdType":"Actual",\
                        "contactEmails":["%s"],"contactRoles":[],"contactGroups":%s}""".formatted(operator, percentage, operator, percentage, email, groups))
                .collect(Collectors.joining(","));
        return """
                {"properties":{"category":"Cost","amount":%s,"timeGrain":"Monthly","timePeriod":{"startDate":"%sT00:00:00Z"},\
                "notifications":{%s}}}""".formatted(amount, Charge.thisMonth(), notifications);
    }

    /**
     * A budget of 1 from the beginning of the present period on, of the charges of one service, told when half of it is spent.
     *
     * @param grain {@code Monthly} or {@code Quarterly}
     */
    public static String ofService(String service, String grain, String email) {
        LocalDate month = Charge.thisMonth();
        LocalDate start = grain.equals("Monthly") ? month : month.withMonth((month.getMonthValue() - 1) / 3 * 3 + 1);
        return """
                {"properties":{"category":"Cost","amount":1,"timeGrain":"%s","timePeriod":{"startDate":"%sT00:00:00Z"},\
                "filter":{"dimensions":{"name":"ServiceName","operator":"In","values":["%s"]}},\
                "notifications":{"half":{"enabled":true,"operator":"GreaterThan","threshold":50,"contactEmails":["%s"]}}}}""".formatted(grain, start, service, email);
    }

    /** A deployment that makes nothing, of a template whose one output says something. */
    public static String deployment(String said) {
        return """
                {"location":"global","properties":{"mode":"Incremental","template":{"contentVersion":"1.0.0.0","resources":[],\
                "outputs":{"said":{"type":"string","value":"%s"}}}}}""".formatted(said);
    }

    /** A view of the services of this month. */
    public static String view(String title) {
        return """
                {"properties":{"displayName":"%s","query":{"type":"ActualCost","timeframe":"MonthToDate","dataSet":{"granularity":"Daily",\
                "aggregation":{"totalCost":{"name":"Cost","function":"Sum"}},"grouping":[{"type":"Dimension","name":"ServiceName"}]}},\
                "chart":"StackedColumn","accumulated":"false","metric":"ActualCost","kpis":[],"pivots":[]}}""".formatted(title);
    }

    /** An action group with one webhook receiver, whose secret the service makes. */
    public static String actionGroup(String webhookUri) {
        return """
                {"location":"Global","properties":{"groupShortName":"e2e","enabled":true,"webhookReceivers":[\
                {"name":"hook","serviceUri":"%s","useCommonAlertSchema":false}]}}""".formatted(webhookUri);
    }

    /** A price sheet in Swiss francs of January 2020, of one price in US dollars. */
    public static String prices(String unitPrice) {
        return "basePrice,billingAccountId,billingAccountName,billingCurrency,billingProfileId,billingProfileName,currency,effectiveEndDate,"
                + "effectiveStartDate,marketPrice,meterId,meterCategory,meterName,meterSubCategory,meterType,meterRegion,priceType,Product,"
                + "productId,serviceFamily,SkuID,Term,tierMinimumUnits,unitOfMeasure,unitPrice\n"
                + ",,,CHF,,,USD,,2020-01-01,,meter,,,,,,Consumption,Product,,,,,0,1 Hour," + unitPrice + "\n";
    }
}
