package dev.outlay.alert.actiongroup;

import java.util.List;

/**
 * A checked action group.
 *
 * @param enabled   a disabled group is kept, but nobody in it is told
 * @param receivers in the order in which they were put
 * @param body      the whole as JSON in ARM's shape, without secrets
 */
public record ActionGroup(ActionGroupId id, boolean enabled, List<Receiver> receivers, String body) {

    /** The webhook receivers, which are the ones that have secrets. */
    public List<Receiver.Webhook> webhooks() {
        return receivers.stream()
                .filter(Receiver.Webhook.class::isInstance)
                .map(Receiver.Webhook.class::cast)
                .toList();
    }
}
