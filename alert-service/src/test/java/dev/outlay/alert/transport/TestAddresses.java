package dev.outlay.alert.transport;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Names that mean what a test needs; everything else is resolved as usual. */
@Singleton
class TestAddresses implements HostAddresses {

    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public List<InetAddress> of(String host) throws UnknownHostException {
        return switch (host) {
            case "hook.test" -> List.of(InetAddress.getByName("127.0.0.2"));
            case "inside.test" -> List.of(InetAddress.getByName("127.0.0.1"));
            case "mixed.test" -> List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("10.0.0.1"));
            case "rebinding.test" ->
                List.of(InetAddress.getByName(asked.getAndIncrement() == 0 ? "127.0.0.2" : "127.0.0.1"));
            case "nowhere.test" -> throw new UnknownHostException(host);
            default -> List.of(InetAddress.getAllByName(host));
        };
    }
}
