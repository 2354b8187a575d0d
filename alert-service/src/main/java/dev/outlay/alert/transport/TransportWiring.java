package dev.outlay.alert.transport;

import dev.outlay.alert.network.Network;
import dev.outlay.alert.settings.Settings;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/** Makes what the transports need from the settings. */
@ApplicationScoped
class TransportWiring {

    @Produces
    @Singleton
    AddressRules rules(Settings settings) {
        return new AddressRules(settings.webhook().allowedNetworks().orElse(Set.of()).stream()
                .filter(text -> !text.isBlank())
                .map(text -> Network.read(text)
                        .orElseThrow(() -> new IllegalArgumentException("outlay.webhook.allowed-networks holds " + text
                                + ", which is not a CIDR such as 10.0.0.0/8")))
                .toList());
    }

    @Produces
    @Singleton
    PortRules ports(Settings settings) {
        return PortRules.read(settings.webhook().allowedPorts());
    }

    @Produces
    @Singleton
    @DefaultBean
    HostAddresses addresses() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
