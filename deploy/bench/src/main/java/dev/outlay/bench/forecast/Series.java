package dev.outlay.bench.forecast;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.NavigableMap;

/**
 * What a forecast is made of.
 *
 * @param name of whom and what, in which currency
 * @param currency ISO 4217
 * @param days usage by day, UTC; a day without a charge is not there
 */
record Series(String name, String currency, NavigableMap<LocalDate, BigDecimal> days) {}
