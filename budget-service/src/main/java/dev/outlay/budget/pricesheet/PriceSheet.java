package dev.outlay.budget.pricesheet;

import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * The prices of a billing profile in a billing period.
 *
 * @param account name of the billing account
 * @param profile name of the billing profile
 * @param period a calendar month, UTC
 * @param accountName as the file says it; null for nothing
 * @param profileName as the file says it; null for nothing
 * @param currency in which the profile is billed, ISO 4217; each price has its own beside it
 * @param prices how many lines it has
 * @param content SHA-256 of what it says, in hexadecimal
 */
public record PriceSheet(
        long id,
        int scope,
        String account,
        String profile,
        YearMonth period,
        @Nullable String accountName,
        @Nullable String profileName,
        String currency,
        int prices,
        String content,
        Instant importedAt,
        String importedBy) {}
