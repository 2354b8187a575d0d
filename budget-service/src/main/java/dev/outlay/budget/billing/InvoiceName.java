package dev.outlay.budget.billing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.outlay.budget.scope.ScopeKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of an invoice. It follows from billing profile and billing period, so it is known before the first charge and no two invoices have the same.
 *
 * @param profile twelve hexadecimal digits that stand for the profile's account and name
 */
record InvoiceName(YearMonth period, String profile) {

    private static final String PREFIX = "inv-";
    private static final int DIGITS = 6;
    private static final int PROFILE_BYTES = 6;
    private static final int LENGTH = PREFIX.length() + DIGITS + 1 + 2 * PROFILE_BYTES;

    static InvoiceName of(ScopeKey profile, YearMonth period) {
        return new InvoiceName(period, digest(profile));
    }

    /** Whether it is one of that profile's. */
    boolean isOf(ScopeKey key) {
        return digest(key).equals(profile);
    }

    /** Reads a name in any casing; empty for what is none. */
    static Optional<InvoiceName> read(String name) {
        String text = name.toLowerCase(Locale.ROOT);
        if (text.length() != LENGTH || !text.startsWith(PREFIX) || text.charAt(PREFIX.length() + DIGITS) != '-') {
            return Optional.empty();
        }
        String digits = text.substring(PREFIX.length(), PREFIX.length() + DIGITS);
        if (!digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return Optional.empty();
        }
        try {
            return Optional.of(new InvoiceName(
                    YearMonth.of(Integer.parseInt(digits.substring(0, 4)), Integer.parseInt(digits.substring(4))),
                    text.substring(LENGTH - 2 * PROFILE_BYTES)));
        } catch (DateTimeException noMonth) {
            return Optional.empty();
        }
    }

    /** As it is shown. */
    String text() {
        return String.format(
                Locale.ROOT,
                "INV-%04d%02d-%s",
                period.getYear(),
                period.getMonthValue(),
                profile.toUpperCase(Locale.ROOT));
    }

    private static String digest(ScopeKey profile) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(profile.text().getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, PROFILE_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
