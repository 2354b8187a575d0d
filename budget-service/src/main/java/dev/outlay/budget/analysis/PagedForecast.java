package dev.outlay.budget.analysis;

/**
 * A forecast, and which of its rows are wanted.
 *
 * @param offset how many rows come before the page
 * @param limit how many rows the page may have
 */
public record PagedForecast(ForecastQuestion question, int offset, int limit) {}
