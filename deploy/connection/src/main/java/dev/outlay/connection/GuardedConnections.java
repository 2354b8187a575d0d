package dev.outlay.connection;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.spi.VertxServiceProvider;

/** Named by each service where Vert.x looks for it when it is made: from then on its servers take connections by {@link GuardedTransport}. */
public final class GuardedConnections implements VertxServiceProvider {

    @Override
    public void init(VertxBuilder builder) {
        if (builder.findTransport() instanceof GuardedTransport) {
            return;
        }
        if (!(builder.findTransport() instanceof JDKTransport)) {
            throw new IllegalStateException(
                    "Connections cannot be guarded on a native transport, and a slow client would keep them: leave quarkus.vertx.prefer-native-transport off.");
        }
        builder.findTransport(new GuardedTransport(Patience::configured));
    }
}
