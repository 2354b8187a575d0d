package dev.outlay.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import java.util.function.Supplier;

/** The JDK's sockets, each of which is looked after from the moment a server takes it: {@link Sending}, and {@link Entrance} where HTTP is spoken. */
final class GuardedTransport extends JDKTransport {

    private final Supplier<Patience> patience;

    /** @param patience asked whenever a server begins to listen */
    GuardedTransport(Supplier<Patience> patience) {
        this.patience = patience;
    }

    @Override
    public void configure(NetServerOptions options, boolean isDomainSocket, ServerBootstrap bootstrap) {
        super.configure(options, isDomainSocket, bootstrap);
        bootstrap.handler(new Arrivals(patience.get()));
    }

    /** On the listening socket, before the handler that hands a new connection over to its event loop. */
    private static final class Arrivals extends ChannelInboundHandlerAdapter {

        private final Patience patience;

        private Arrivals(Patience patience) {
            this.patience = patience;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object connection) {
            ((Channel) connection).pipeline().addFirst(new Sending(patience));
            context.fireChannelRead(connection);
        }
    }
}
