package dev.outlay.budget.ledger;

import dev.outlay.budget.scope.ScopeKey;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The billing profile on which a customer's charges are from a month on, as the partner states it, whatever profile their source says.
 *
 * @param from first day of the first billing month (UTC)
 * @param scope row of the profile
 * @param account name of the billing account
 * @param profile its name: the last segment of its id
 * @param name as it is called; null where nobody has named it
 * @param currency ISO 4217; null while nothing has fixed it
 * @param salt sets descriptions there apart from the same ones where their source says
 */
public record StatedProfile(
        LocalDate from,
        int scope,
        String account,
        String profile,
        @Nullable String name,
        @Nullable String currency,
        UUID salt) {

    public static StatedProfile of(
            LocalDate from,
            int scope,
            String account,
            String profile,
            @Nullable String name,
            @Nullable String currency) {
        return new StatedProfile(from, scope, account, profile, name, currency, saltOf(scope));
    }

    /** Of the scope's row, which never changes, so that it can be told from a stored description. */
    static UUID saltOf(int scope) {
        return Fingerprint.begin()
                .add("stated profile")
                .add(Long.valueOf(scope))
                .finish();
    }

    ScopeKey key() {
        return ScopeKey.billingProfile(account, profile);
    }

    /** Whether it is the profile that a source names, in any casing. */
    boolean isNamed(String sourceProfile) {
        return profile.equals(sourceProfile) || key().equals(ScopeKey.billingProfile(account, sourceProfile));
    }
}
