package dev.outlay.budget.database;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import jdk.net.ExtendedSocketOptions;

/**
 * PostgreSQL's driver, of which a connection that says nothing for too long is closed at once. The driver's own limit
 * for that (its read idle timeout) takes leave of the server and waits for its answer, which never comes from a host
 * that has vanished: what runs on the connection would hang, and its place in the pool would be lost until the service
 * is restarted.
 */
class PatientDriver extends PgDriver {

    /**
     * A statement may take long, and its connection is silent meanwhile. Whether the host is still there is asked by the
     * operating system, which closes the connection 30 seconds after a host has vanished, unless something that was sent
     * is still on its way: then it sends again for a quarter of an hour, and the silence ends before that.
     */
    private static final int ASK_AFTER_SECONDS = 15;

    private static final int ASK_EVERY_SECONDS = 5;
    private static final int UNANSWERED = 3;

    private final Patience patience;

    PatientDriver(Patience patience) {
        this.patience = patience;
    }

    @Override
    public ConnectionFactory createConnectionFactory(
            Vertx vertx, Supplier<? extends Future<? extends SqlConnectOptions>> options) {
        ConnectionFactory driver = super.createConnectionFactory(vertx, options);
        return new ConnectionFactory() {
            @Override
            public Future<SqlConnection> connect(Context context) {
                return bounded(driver.connect(context));
            }

            @Override
            public Future<SqlConnection> connect(Context context, SqlConnectOptions to) {
                return bounded(driver.connect(context, to));
            }

            @Override
            public void close(Promise<Void> closed) {
                driver.close(closed);
            }
        };
    }

    /** A server may be silent before it has let anybody in as well; whoever comes after that is let go. */
    private Future<SqlConnection> bounded(Future<SqlConnection> connecting) {
        return connecting
                .timeout(patience.silence().toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(late -> connecting.onSuccess(SqlConnection::close))
                .onSuccess(this::listen);
    }

    /** First of all handlers: what it closes passes none of those that would take leave. */
    private void listen(SqlConnection connection) {
        if (connection instanceof SqlConnectionInternal made && made.unwrap() instanceof SocketConnectionBase socket) {
            Channel channel = socket.socket().channelHandlerContext().channel();
            channel.pipeline().addFirst(new Silence(patience));
            askWhetherItIsThere(channel);
        }
    }

    /** Where the operating system cannot be told, it asks as it always does, and the silence is what counts. */
    private static void askWhetherItIsThere(Channel channel) {
        channel.config().setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), ASK_AFTER_SECONDS);
        channel.config().setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), ASK_EVERY_SECONDS);
        channel.config().setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), UNANSWERED);
    }

    /** Hangs up without a word of its own: what waits fails as by any other connection that was closed. */
    private static final class Silence extends ReadTimeoutHandler {

        Silence(Patience patience) {
            super(patience.silence().toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        protected void readTimedOut(ChannelHandlerContext context) {
            context.close();
        }
    }
}
