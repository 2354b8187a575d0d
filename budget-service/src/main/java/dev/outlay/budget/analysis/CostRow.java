package dev.outlay.budget.analysis;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of an answer.
 *
 * @param time the day, or the first of the month; null where the question is not cut into either
 * @param groups a value for each grouping; empty text for none
 * @param currency ISO 4217, of every measure that is not in US dollars whatever
 * @param amounts a value for each measure, exact
 */
public record CostRow(@Nullable LocalDate time, List<String> groups, String currency, List<BigDecimal> amounts) {}
