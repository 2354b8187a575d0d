package dev.outlay.budget.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the amounts of single periods, from {@code properties.periodAmounts} of a body and from the column {@code budget.period_amounts}, which keeps them as they were
 * sent: {@code {"2026-12-01": 15000}}, by the first day of the period. Outlay's own; Azure asks for a budget of its own where an amount differs.
 */
public final class PeriodAmountsJson {

    static final String PATH = "properties.periodAmounts";

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** A year of days. */
    private static final int MAX_PERIODS = 366;

    private PeriodAmountsJson() {}

    /**
     * Reads what the database keeps.
     *
     * @throws IllegalStateException when the text was not accepted by {@link BudgetJson} before
     */
    public static Map<LocalDate, BigDecimal> read(@Nullable String text) {
        if (text == null) {
            return Map.of();
        }
        List<String> problems = new ArrayList<>();
        try {
            Map<LocalDate, BigDecimal> amounts = read(JSON.readTree(text), problems);
            if (problems.isEmpty()) {
                return amounts;
            }
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("the database holds amounts of periods that cannot be read", malformed);
        }
        throw new IllegalStateException("the database holds amounts of periods that break a rule: " + problems);
    }

    /** The amounts in the order in which they were sent; empty where there are none. */
    static Map<LocalDate, BigDecimal> read(JsonNode node, List<String> problems) {
        Map<LocalDate, BigDecimal> amounts = new LinkedHashMap<>();
        if (node.isMissingNode() || node.isNull()) {
            return amounts;
        }
        if (!node.isObject() || node.size() > MAX_PERIODS) {
            problems.add("'" + PATH + "' must be an object with at most " + MAX_PERIODS
                    + " amounts, each under the first day of its period.");
            return amounts;
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            LocalDate day = day(entry.getKey());
            if (day == null) {
                problems.add("'" + PATH + "' names " + JsonText.shown(entry.getKey())
                        + ", which is not a day such as 2026-10-01.");
                continue;
            }
            BigDecimal amount = BudgetJson.amount(entry.getValue(), PATH + "." + day, problems);
            if (amount != null) {
                amounts.put(day, amount);
            }
        }
        return amounts;
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.length() == "2026-10-01".length() ? LocalDate.parse(text) : null;
        } catch (DateTimeException malformed) {
            return null;
        }
    }
}
