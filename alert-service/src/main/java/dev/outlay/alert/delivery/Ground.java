package dev.outlay.alert.delivery;

import dev.outlay.alert.access.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Why a receiver is told of an alert. It is told while one of its grounds holds: whoever had it told may be told, and so may the one
 * for whose role it was found.
 *
 * @param tenant of whoever had it told, in lower case; empty where nobody is known to have
 * @param holder for whose role it was found, id of a principal in lower case; empty where it was named otherwise
 */
record Ground(String tenant, Optional<String> holder) {

    /** {@code chr(30)}, the record separator: a tenant or an id that held it would be nobody's. */
    private static final String SEPARATOR = "\u001e";

    static Ground askedBy(Optional<Principal> writer) {
        return new Ground(writer.map(Principal::tenant).orElse(""), Optional.empty());
    }

    Ground forRoleOf(String principal) {
        return new Ground(tenant, Optional.of(principal));
    }

    static String write(List<Ground> grounds) {
        return Holders.write(grounds.stream()
                .map(ground -> ground.tenant() + SEPARATOR + ground.holder().orElse(""))
                .toList());
    }

    static List<Ground> read(String text) {
        return Holders.read(text).stream().map(Ground::one).toList();
    }

    private static Ground one(String text) {
        List<String> parts = Arrays.asList(text.split(SEPARATOR, 2));
        return new Ground(
                parts.getFirst(), Optional.of(parts.getLast()).filter(holder -> parts.size() > 1 && !holder.isEmpty()));
    }
}
