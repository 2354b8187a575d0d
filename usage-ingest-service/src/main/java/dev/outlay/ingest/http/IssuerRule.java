package dev.outlay.ingest.http;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whose a verified token is: which issuers are taken, and which tenant its principal counts as. Quarkus leaves the issuer unlooked at
 * ({@code quarkus.oidc.token.issuer=any}), and nobody becomes a Caller but by {@link #tenant}, so that it cannot be left out. Each service has its
 * own code, held to deploy/contracts/token-issuers.tsv. Why: docs/decisions/0031.
 *
 * @param issuers what {@code iss} may be; {@value #TENANT} stands for the token's own {@code tid}
 * @param tenants tenants that are taken beside the partner's, lower case; all where there are none
 * @param guests whether guests of the partner's directory are the partner's people
 * @param partnerTenant the partner's tenant; empty where nobody is the partner's
 */
record IssuerRule(List<String> issuers, Set<String> tenants, boolean guests, String partnerTenant) {

    private static final String TENANT = "{tid}";

    /** What may be put into an issuer: a tenant's id, which cannot make another address of it. */
    private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z-]{1,64}");

    /** What Entra calls the identity provider of a tenant's own people, in tokens of either version. */
    private static final String ENTRA = "https://sts.windows.net/";

    /**
     * What a token says of where it is from; empty where it says nothing.
     *
     * @param iss who made it
     * @param tid the tenant for which it was made
     * @param idp who vouches for its principal
     * @param acct how its principal is in that tenant: 0 for a member, 1 for a guest
     */
    record Said(String iss, String tid, String idp, String acct) {}

    IssuerRule {
        issuers = List.copyOf(issuers);
        tenants = Set.copyOf(tenants);
    }

    /**
     * Reads what is set.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    static IssuerRule read(String issuers, Collection<String> tenants, boolean guests, String partnerTenant) {
        List<String> read = Arrays.stream(issuers.split(",", -1))
                .map(String::strip)
                .filter(issuer -> !issuer.isEmpty())
                .toList();
        if (read.isEmpty()) {
            throw new IllegalArgumentException("outlay.token.issuer names no issuer, and no token would be taken");
        }
        for (String issuer : read) {
            String rest = issuer.replace(TENANT, "");
            if (rest.contains("{") || rest.contains("}")) {
                throw new IllegalArgumentException(
                        "'" + issuer
                                + "' in outlay.token.issuer: braces stand around tid alone, as in https://login.microsoftonline.com/{tid}/v2.0");
            }
        }
        Set<String> taken = tenants.stream()
                .map(tenant -> tenant.strip().toLowerCase(Locale.ROOT))
                .filter(tenant -> !tenant.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        return new IssuerRule(read, taken, guests, partnerTenant);
    }

    /** The tenant that the principal counts as, which is empty for one that is of none; nothing where the token is not taken. */
    Optional<String> tenant(Said said) {
        if (said.iss().isEmpty() || issuers.stream().noneMatch(issuer -> isOf(issuer, said)) || !isTaken(said.tid())) {
            return Optional.empty();
        }
        return Optional.of(isPartners(said.tid()) && !guests && isGuest(said) ? "" : said.tid());
    }

    private static boolean isOf(String issuer, Said said) {
        if (!issuer.contains(TENANT)) {
            return said.iss().equals(issuer);
        }
        return PLAIN.matcher(said.tid()).matches() && said.iss().equals(issuer.replace(TENANT, said.tid()));
    }

    private boolean isTaken(String tenant) {
        return tenants.isEmpty() || isPartners(tenant) || tenants.contains(tenant.toLowerCase(Locale.ROOT));
    }

    private boolean isPartners(String tenant) {
        return !partnerTenant.isEmpty() && tenant.equalsIgnoreCase(partnerTenant);
    }

    /** Whether it says so in either of the two claims; in one that says anything unknown as well. */
    private static boolean isGuest(Said said) {
        boolean isMember = said.acct().isEmpty() || said.acct().equals("0");
        boolean isOwn = said.idp().isEmpty()
                || said.idp().equals(said.iss())
                || said.idp().equalsIgnoreCase(ENTRA + said.tid() + "/");
        return !isMember || !isOwn;
    }
}
