package dev.outlay.alert.actiongroup;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What becomes of the secrets of a group's webhook receivers when the group is put: a given one is taken, one that was kept
 * for a receiver of the same name stays, and a receiver that has none gets a new one.
 *
 * @param all     the secret of every webhook receiver, by its name in lower case
 * @param written those that this put wrote, which its answer shows for the only time
 */
public record SecretKeeping(Map<String, WebhookSecret> all, Map<String, WebhookSecret> written) {

    /** Decides for the group as it is put; {@code kept} are the secrets the stored group has. */
    static SecretKeeping decide(ActionGroup group, Map<String, WebhookSecret> kept) {
        Map<String, WebhookSecret> all = new TreeMap<>();
        Map<String, WebhookSecret> written = new TreeMap<>();
        for (Receiver.Webhook webhook : group.webhooks()) {
            String name = webhook.name().toLowerCase(Locale.ROOT);
            Optional<WebhookSecret> given = webhook.givenSecret().flatMap(WebhookSecret::read);
            WebhookSecret secret =
                    given.or(() -> Optional.ofNullable(kept.get(name))).orElseGet(WebhookSecret::make);
            all.put(name, secret);
            if (given.isPresent() || !kept.containsKey(name)) {
                written.put(name, secret);
            }
        }
        return new SecretKeeping(all, written);
    }
}
