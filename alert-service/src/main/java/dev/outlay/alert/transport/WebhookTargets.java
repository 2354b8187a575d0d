package dev.outlay.alert.transport;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Says early, when an action group is put, what the transport would refuse later. */
@ApplicationScoped
public class WebhookTargets {

    private final AddressRules rules;

    WebhookTargets(AddressRules rules) {
        this.rules = rules;
    }

    /** Why a webhook to this host is refused, as far as the host itself tells; names are resolved only when sending. */
    public Optional<String> refusal(String host) {
        return rules.refusal(host);
    }
}
