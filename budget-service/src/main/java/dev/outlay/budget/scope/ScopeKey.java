package dev.outlay.budget.scope;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The lower-case key under which the database keeps a scope. A subscription or resource group is kept per customer, so that one which moves to another
 * customer shows its new customer nothing of the old one (DESIGN.md section 6, point 10).
 *
 * <p>PostgreSQL's B-tree takes entries of at most 2,704 bytes, and four names of 1 KiB are more: the parts of a key that is too long are replaced by
 * their SHA-256. Two line feeds in a row after the kind tell such a key from every other, since an account always has a name.
 *
 * @param text parts joined by a line feed, which no ARM id may hold
 */
public record ScopeKey(String text) {

    private static final int MAX_BYTES = 2_000;
    private static final byte[] NOT_COUNTED = {};

    public static ScopeKey billingAccount(String account) {
        return of("a", account);
    }

    public static ScopeKey billingProfile(String account, String profile) {
        return of("p", account, profile);
    }

    /** What the keys of all billing profiles begin with, whatever account they are of. */
    public static ScopeKey everyBillingProfile() {
        return new ScopeKey("p\n");
    }

    public static ScopeKey customer(String account, String customer) {
        return of("c", account, customer);
    }

    /** @param customer whose charges; null for charges that name no customer */
    public static ScopeKey subscription(String account, @Nullable String customer, String subscription) {
        return of("s", account, customer == null ? "" : customer, subscription);
    }

    /** @param customer whose charges; null for charges that name no customer */
    public static ScopeKey resourceGroup(
            String account, @Nullable String customer, String subscription, String resourceGroup) {
        return of("g", account, customer == null ? "" : customer, subscription, resourceGroup);
    }

    private static ScopeKey of(String... parts) {
        String text = String.join("\n", parts).toLowerCase(Locale.ROOT);
        byte[] bytes = text.length() * 3L <= MAX_BYTES ? NOT_COUNTED : text.getBytes(UTF_8);
        return new ScopeKey(bytes.length <= MAX_BYTES ? text : parts[0] + "\n\n" + sha256(bytes));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
