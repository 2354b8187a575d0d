package dev.outlay.ingest.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What the issuer's tokens say of the partner's people. */
@ConfigMapping(prefix = "outlay.roles")
public interface RolesConfig {

    /** Claims that hold roles or groups, a path of each ({@code OUTLAY_ROLES_CLAIM}): {@code roles}, {@code groups}, {@code realm_access/roles}. */
    @WithDefault("roles")
    List<String> claim();

    /** What they mean: pairs of a name and a role ({@code OUTLAY_ROLES_MAPPING}). A role of ours means itself. */
    Optional<String> mapping();

    /** Whether Billing admins may do what Admin agents may ({@code OUTLAY_ROLES_BILLING_ADMIN}). */
    @WithDefault("false")
    boolean billingAdmin();
}
