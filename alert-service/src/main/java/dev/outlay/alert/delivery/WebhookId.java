package dev.outlay.alert.delivery;

import java.util.Locale;
import java.util.UUID;

/**
 * One webhook receiver of one action group.
 *
 * @param group    row of the group: one that is deleted and made again is another
 * @param receiver name of the receiver, in lower case
 */
record WebhookId(UUID group, String receiver) {

    static WebhookId of(UUID group, String name) {
        return new WebhookId(group, name.toLowerCase(Locale.ROOT));
    }
}
