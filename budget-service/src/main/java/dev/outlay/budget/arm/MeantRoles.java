package dev.outlay.budget.arm;

import dev.outlay.budget.access.RoleMapping;
import dev.outlay.budget.access.RolesConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/** Gives whoever comes with a good token the roles that its roles and groups mean. */
@ApplicationScoped
class MeantRoles implements SecurityIdentityAugmentor {

    private final RoleMapping mapping;

    MeantRoles(RolesConfig config) {
        this.mapping = RoleMapping.read(config.mapping().orElse(""), config.billingAdmin());
    }

    /** Has what is set read at the start, which ends with what is wrong with it. */
    void check(@Observes StartupEvent start) {}

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        Set<String> meant = mapping.of(identity.getRoles());
        return Uni.createFrom()
                .item(
                        identity.isAnonymous() || meant.equals(identity.getRoles())
                                ? identity
                                : QuarkusSecurityIdentity.builder(identity)
                                        .addRoles(meant)
                                        .build());
    }
}
