package dev.outlay.alert.settings;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The service's environment variables. One that is set under a name that is almost right would silently not count, so it stops
 * the start. Names that resemble none are left alone: other services have variables of their own, which may stand in the same
 * environment, and so have orchestrators ({@code OUTLAY_ALERT_SERVICE_HOST}).
 */
public final class Variables {

    /** Every variable that the service reads, those of {@code application.properties} included. */
    static final Set<String> KNOWN = Set.of(
            "OUTLAY_ACCESS_PATIENCE",
            "OUTLAY_CONNECTIONS_LONGEST_HEAD",
            "OUTLAY_CONNECTIONS_LONGEST_STALL",
            "OUTLAY_DATABASE_AUTHORITY",
            "OUTLAY_DATABASE_CONNECTIONS",
            "OUTLAY_DATABASE_HOST",
            "OUTLAY_DATABASE_NAME",
            "OUTLAY_DATABASE_PASSWORD",
            "OUTLAY_DATABASE_PATIENCE",
            "OUTLAY_DATABASE_PORT",
            "OUTLAY_DATABASE_TLS",
            "OUTLAY_DATABASE_USER",
            "OUTLAY_DELIVERY_DIGEST_WINDOW",
            "OUTLAY_DELIVERY_IN_FLIGHT",
            "OUTLAY_DELIVERY_LEASE",
            "OUTLAY_DELIVERY_POLL",
            "OUTLAY_HTTP_HOST",
            "OUTLAY_HTTP_PORT",
            "OUTLAY_KAFKA_BOOTSTRAP",
            "OUTLAY_LOG_FORMAT",
            "OUTLAY_MAIL_BOUNCES_TO",
            "OUTLAY_MAIL_CONCURRENCY",
            "OUTLAY_MAIL_FROM",
            "OUTLAY_MAIL_OPERATOR",
            "OUTLAY_MAIL_TIMEOUT",
            "OUTLAY_MANAGEMENT_PORT",
            "OUTLAY_MIGRATE_AND_EXIT",
            "OUTLAY_MIGRATE_AT_START",
            "OUTLAY_OIDC_SERVER",
            "OUTLAY_PAGING_SIZE",
            "OUTLAY_PARTNER_SUBSCRIPTIONS",
            "OUTLAY_PARTNER_TENANT",
            "OUTLAY_PUBLIC_URL",
            "OUTLAY_REQUESTS_AT_ONCE",
            "OUTLAY_REQUESTS_LONGEST_BODY",
            "OUTLAY_REQUESTS_PER_MINUTE",
            "OUTLAY_ROLES_BILLING_ADMIN",
            "OUTLAY_ROLES_CLAIM",
            "OUTLAY_ROLES_MAPPING",
            "OUTLAY_SECRET_KEY",
            "OUTLAY_SHUTDOWN_DELAY",
            "OUTLAY_SHUTDOWN_DRAIN",
            "OUTLAY_SMTP_HOST",
            "OUTLAY_SMTP_PASSWORD",
            "OUTLAY_SMTP_PORT",
            "OUTLAY_SMTP_STARTTLS",
            "OUTLAY_SMTP_USER",
            "OUTLAY_TOKEN_AUDIENCE",
            "OUTLAY_TOKEN_GUESTS",
            "OUTLAY_TOKEN_ISSUER",
            "OUTLAY_TOKEN_PUBLIC_KEY",
            "OUTLAY_TOKEN_TENANTS",
            "OUTLAY_TRACES_ENDPOINT",
            "OUTLAY_TRACES_HEADERS",
            "OUTLAY_FRONT_DOORS",
            "OUTLAY_WEBHOOK_ALLOWED_NETWORKS",
            "OUTLAY_WEBHOOK_ALLOWED_PORTS",
            "OUTLAY_WEBHOOK_DISABLED_AFTER",
            "OUTLAY_WEBHOOK_HANDSHAKE",
            "OUTLAY_WEBHOOK_PER_ENDPOINT",
            "OUTLAY_WEBHOOK_TIMEOUT",
            "OUTLAY_WEBHOOK_UNVERIFIED");

    /** Letters to change, add or leave out until one name is another; two letters that changed places are two. */
    private static final int SLIPS = 2;

    private Variables() {}

    /** What is wrong with the names of the variables that are set, in sentences; empty where all is well. */
    public static List<String> problems(Collection<String> set) {
        return set.stream()
                .filter(name -> name.startsWith("OUTLAY") && !KNOWN.contains(name))
                .sorted()
                .flatMap(name -> KNOWN.stream()
                        .filter(known -> distance(name, known) <= SLIPS)
                        .min((one, other) -> Integer.compare(distance(name, one), distance(name, other)))
                        .map(known -> "the environment variable " + name + " is not known; it may be meant as " + known)
                        .stream())
                .toList();
    }

    /** Levenshtein's distance. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int changed = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(changed, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[other.length()];
    }
}
