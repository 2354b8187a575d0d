package dev.outlay.budget.frontdoor;

import dev.outlay.budget.reached.Asked;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a request of HTTP to what it says of where it was sent. */
public final class AskedOverHttp {

    private AskedOverHttp() {}

    /** What a request says; of a connection that is closed already there is no address of the sender. */
    public static Asked of(HttpServerRequest request) {
        return new Asked(
                request.remoteAddress() == null
                        ? ""
                        : String.valueOf(request.remoteAddress().hostAddress()),
                request.isSSL() ? "https" : "http",
                request.authority() == null ? "" : request.authority().toString(),
                local(request.localAddress()),
                request.headers()::getAll);
    }

    private static String local(@Nullable SocketAddress address) {
        return Optional.ofNullable(address)
                .map(known -> {
                    String host = String.valueOf(known.hostAddress());
                    return (host.contains(":") ? "[" + host + "]" : host) + ":" + known.port();
                })
                .orElse("localhost");
    }
}
