package dev.outlay.budget.rates;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A reference rate.
 *
 * @param currency ISO 4217
 * @param day on which it was published
 * @param perEuro units of the currency for one euro, greater than 0
 */
record EuroRate(String currency, LocalDate day, BigDecimal perEuro) {}
