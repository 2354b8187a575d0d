package dev.outlay.alert.alert;

import dev.outlay.alert.access.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who had a budget tell whom: of each tenant, whoever of its people wrote the budget last. Their right to be told is asked again at
 * every delivery (decision 29).
 *
 * @param all the first wrote last of all, and answers for whoever is no contact of another; empty where nobody is known, and then it
 *     is the partner who had it told
 */
public record Writers(List<Writer> all) {

    /** Copies the list. */
    public Writers {
        all = List.copyOf(all);
    }

    /** Somebody who wrote a budget, and whom it tells for them, in lower case; of the first these sets are empty. */
    public record Writer(Principal principal, Set<String> emails, Set<String> roles, Set<String> groups) {}

    /** Who had an address told. */
    public Optional<Principal> ofEmail(String address) {
        return all.stream()
                .filter(writer -> writer.emails().contains(key(address)))
                .findFirst()
                .or(this::first)
                .map(Writer::principal);
    }

    /** Who had the holders of a role told. */
    public Optional<Principal> ofRole(String role) {
        return all.stream()
                .filter(writer -> writer.roles().contains(key(role)))
                .findFirst()
                .or(this::first)
                .map(Writer::principal);
    }

    /** Who had an action group told, by its ARM id. */
    public Optional<Principal> ofGroup(String reference) {
        return all.stream()
                .filter(writer -> writer.groups().contains(key(reference)))
                .findFirst()
                .or(this::first)
                .map(Writer::principal);
    }

    /** Those of a tenant, in lower case; everybody where there is none of it. */
    public List<Principal> of(String tenant) {
        List<Principal> those = everybody().stream()
                .filter(each -> each.tenant().equals(tenant))
                .toList();
        return those.isEmpty() ? everybody() : those;
    }

    /** All of them. */
    public List<Principal> everybody() {
        return all.stream().map(Writer::principal).toList();
    }

    private Optional<Writer> first() {
        return all.stream().findFirst();
    }

    static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
