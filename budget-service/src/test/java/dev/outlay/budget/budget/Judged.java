package dev.outlay.budget.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outlay.budget.scope.PriceView;
import dev.outlay.budget.scope.Scope;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bodies of budgets, judged on 23 November 2026, a Monday. */
final class Judged {

    static final Scope ACCOUNT = new Scope.BillingAccount("A:1");
    static final Scope SUBSCRIPTION = new Scope.Subscription("S1");
    static final String EMAIL = "\"contactEmails\":[\"a@example.com\"]";

    private static final BudgetVersion VERSION = new BudgetVersion("Microsoft.Consumption", "2024-08-01");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Judged() {}

    static String notification(String key, String threshold, String contacts) {
        return "\"" + key + "\":{\"enabled\":true,\"operator\":\"GreaterThan\",\"threshold\":" + threshold + ","
                + contacts + "}";
    }

    static String with(String notifications) {
        return body("10", "Monthly", "2026-11-01", "", notifications);
    }

    static String monthly(String start) {
        return body(
                "10",
                "Monthly",
                start + (start.contains("T") || start.contains("endDate") ? "" : "T00:00:00Z"),
                "",
                notification("n", "80", EMAIL));
    }

    static String body(String amount, String grain, String start, String more, String notifications) {
        return """
            {"properties":{"category":"Cost","amount":%s,"timeGrain":"%s","timePeriod":{"startDate":"%s"},%s"notifications":{%s}}}\
            """.formatted(amount, grain, start, more, notifications);
    }

    static BudgetRequest read(String body) {
        return read(body, PriceView.INVOICED);
    }

    private static BudgetRequest read(String body, PriceView prices) {
        try {
            return BudgetJson.read(JSON.readTree(body), FilterGrammar.WITHOUT_NOT, prices);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(body, e);
        }
    }

    static List<String> problems(Scope scope, String body, @Nullable LocalDate existingStart) {
        return new BudgetRules(TODAY, Set.of("own"), VERSION)
                .problems(scope, read(body, scope.kind().priceView()), existingStart);
    }
}
