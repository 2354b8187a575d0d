package dev.outlay.alert.database;

import io.netty.channel.ChannelHandlerContext;
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

/**
 * PostgreSQL's driver, of which a connection that says nothing for too long is closed at once. The driver's own limit
 * for that (its read idle timeout) takes leave of the server and waits for its answer, which never comes from a host
 * that has vanished: what runs on the connection would hang, and its place in the pool would be lost till the service
 * is restarted.
 */
class PatientDriver extends PgDriver {

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
            socket.socket().channelHandlerContext().pipeline().addFirst(new Silence(patience));
        }
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
