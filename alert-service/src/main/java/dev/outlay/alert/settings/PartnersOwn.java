package dev.outlay.alert.settings;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The partner's own subscriptions, as configured.
 *
 * @param subscriptions ids in lower case
 */
public record PartnersOwn(Set<String> subscriptions) {

    /** Reads them from the settings. */
    public static PartnersOwn of(Settings settings) {
        return new PartnersOwn(settings.partner().subscriptions().orElse(Set.of()).stream()
                .map(id -> id.strip().toLowerCase(Locale.ROOT))
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether this one, in lower case, is among them. */
    public boolean has(String subscription) {
        return subscriptions.contains(subscription);
    }
}
