package dev.outlay.alert.delivery;

import dev.outlay.alert.access.Principal;
import java.util.Optional;

/**
 * Why a receiver is told of an alert. It is told while one of its grounds holds: whoever had it told may be told, and so may the one
 * for whose role it was found.
 *
 * @param tenant of whoever had it told, in lower case; empty where nobody is known to have
 * @param holder for whose role it was found, id of a principal in lower case; empty where it was named otherwise
 */
record Ground(String tenant, Optional<String> holder) {

    static Ground askedBy(Optional<Principal> writer) {
        return new Ground(writer.map(Principal::tenant).orElse(""), Optional.empty());
    }

    Ground forRoleOf(String principal) {
        return new Ground(tenant, Optional.of(principal));
    }
}
