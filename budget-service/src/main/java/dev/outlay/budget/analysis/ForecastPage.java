package dev.outlay.budget.analysis;

import java.util.List;

/**
 * A page of a forecast.
 *
 * @param question that it answers
 * @param next how many rows come before the next page; 0 where this is the last
 */
public record ForecastPage(ForecastQuestion question, List<ForecastRow> rows, int next) {}
