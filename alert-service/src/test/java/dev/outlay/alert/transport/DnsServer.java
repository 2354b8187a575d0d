package dev.outlay.alert.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A real name server on a port of its own, over UDP, and a real resolver that asks it and remembers nothing. */
final class DnsServer implements HostAddresses, AutoCloseable {

    private static final String ZONE = ".dns.test";

    private final EventLoopGroup threads = new NioEventLoopGroup(2);
    private final Map<String, Deque<List<String>>> zone = new ConcurrentHashMap<>();
    private final Map<String, String> aliases = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final DnsNameResolver resolver;

    DnsServer() {
        Channel server = new Bootstrap()
                .group(threads)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new DatagramDnsQueryDecoder(),
                                        new DatagramDnsResponseEncoder(),
                                        new Answering());
                    }
                })
                .bind(new InetSocketAddress("127.0.0.1", 0))
                .syncUninterruptibly()
                .channel();
        resolver = new DnsNameResolverBuilder(threads.next())
                .datagramChannelType(NioDatagramChannel.class)
                .nameServerProvider(
                        new SingletonDnsServerAddressStreamProvider((InetSocketAddress) server.localAddress()))
                .resolveCache(NoopDnsCache.INSTANCE)
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .hostsFileEntriesResolver((name, types) -> null)
                .searchDomains(List.of())
                .queryTimeoutMillis(60_000)
                .build();
    }

    /** What a name has at every question; the answer to the last of several stays. */
    @SafeVarargs
    final DnsServer name(String name, List<String>... answers) {
        zone.put(name + ZONE, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    /** A name that is another's (CNAME). */
    DnsServer alias(String name, String other) {
        aliases.put(name + ZONE, other + ZONE);
        return this;
    }

    /** How often the addresses of IPv4 were asked for. */
    int asked(String name) {
        return asked.getOrDefault(name + ZONE, new AtomicInteger()).get();
    }

    /** Names of the zone are asked of this server, all others are looked up as the service does. */
    @Override
    public List<InetAddress> of(String host) throws UnknownHostException {
        String bare = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        if (!bare.endsWith(ZONE)) {
            return List.of(InetAddress.getAllByName(host));
        }
        try {
            return resolver.resolveAll(host).syncUninterruptibly().getNow();
        } catch (RuntimeException failed) {
            throw new UnknownHostException(host);
        } catch (Exception unknown) {
            throw new UnknownHostException(host);
        }
    }

    @Override
    public void close() {
        resolver.close();
        threads.shutdownGracefully();
    }

    private final class Answering extends SimpleChannelInboundHandler<DatagramDnsQuery> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) throws Exception {
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            String name = question.name().toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
            if (name.startsWith("silent")) {
                return;
            }
            DatagramDnsResponse response = new DatagramDnsResponse(query.recipient(), query.sender(), query.id());
            response.addRecord(DnsSection.QUESTION, question);
            String real = aliases.getOrDefault(name, name);
            if (!real.equals(name)) {
                response.addRecord(
                        DnsSection.ANSWER,
                        new DefaultDnsRawRecord(question.name(), DnsRecordType.CNAME, 0, encoded(real)));
            }
            Deque<List<String>> answers = zone.get(real);
            if (answers == null) {
                response.setCode(DnsResponseCode.NXDOMAIN);
            } else {
                for (InetAddress address : taken(name, question.type(), answers)) {
                    response.addRecord(
                            DnsSection.ANSWER,
                            new DefaultDnsRawRecord(
                                    real + ".", question.type(), 0, Unpooled.wrappedBuffer(address.getAddress())));
                }
            }
            context.writeAndFlush(response);
        }

        /** Both families are asked for; what comes next comes with the next question for IPv4. */
        private List<InetAddress> taken(String name, DnsRecordType type, Deque<List<String>> answers)
                throws UnknownHostException {
            boolean four = type.equals(DnsRecordType.A);
            List<String> now;
            synchronized (answers) {
                now = four && answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
            }
            if (four) {
                asked.computeIfAbsent(name, ignored -> new AtomicInteger()).incrementAndGet();
            }
            List<InetAddress> found = new ArrayList<>();
            for (String text : now) {
                boolean mapped = text.startsWith("::ffff:");
                byte[] bytes =
                        mapped ? mapped(text) : InetAddress.getByName(text).getAddress();
                if (bytes.length == (four ? 4 : 16)) {
                    found.add(mapped ? Inet6Address.getByAddress(null, bytes, -1) : InetAddress.getByAddress(bytes));
                }
            }
            return found;
        }

        private static byte[] mapped(String text) throws UnknownHostException {
            byte[] bytes = new byte[16];
            bytes[10] = (byte) 0xff;
            bytes[11] = (byte) 0xff;
            System.arraycopy(InetAddress.getByName(text.substring(7)).getAddress(), 0, bytes, 12, 4);
            return bytes;
        }

        private static ByteBuf encoded(String name) {
            ByteBuf bytes = Unpooled.buffer();
            for (String label : name.split("\\.")) {
                bytes.writeByte(label.length()).writeCharSequence(label, StandardCharsets.US_ASCII);
            }
            return bytes.writeByte(0);
        }
    }
}
