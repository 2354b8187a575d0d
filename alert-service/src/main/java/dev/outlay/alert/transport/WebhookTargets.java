package dev.outlay.alert.transport;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where webhooks may go: asked when an action group is put, and again, with the addresses of the name, before every attempt. */
@ApplicationScoped
public class WebhookTargets {

    private final AddressRules addresses;
    private final PortRules ports;

    WebhookTargets(AddressRules addresses, PortRules ports) {
        this.addresses = addresses;
        this.ports = ports;
    }

    /** Why a webhook to this URI is refused, as far as it tells by itself; names are resolved only when sending. */
    public Optional<String> refusal(URI uri) {
        Optional<WebhookTarget> target = WebhookTarget.read(uri);
        return target.isPresent()
                ? refusal(target.get())
                : Optional.of(
                        "must be an http or https URI whose host is a name or an address; letters beyond a to z have"
                                + " to be written in the xn-- form");
    }

    Optional<String> refusal(WebhookTarget target) {
        return addresses.refusal(target.host()).or(() -> ports.refusal(target.port()));
    }

    /** Why it is refused now that its addresses are known: one that is refused is enough. */
    Optional<String> refusal(WebhookTarget target, List<InetAddress> found) {
        return refusal(target).or(() -> found.stream()
                .flatMap(address -> addresses.refusal(address.getAddress()).stream())
                .findFirst());
    }
}
